using Microsoft.Extensions.Localization;

[assembly: RootNamespace("ReputationWatch.App")]

namespace ReputationWatch.App;

/// <summary>Names the texts of the pages: <c>Resources/Texts.resx</c> (English) and <c>Resources/Texts.fr.resx</c>.</summary>
internal sealed class Texts;
