using System.Globalization;
using Microsoft.Extensions.Localization;

namespace ReputationWatch.App.Web.Language;

/// <summary>The page's voice: texts, plurals, numbers and times in the reader's language and time zone.</summary>
internal sealed class Wording(IStringLocalizer<Texts> texts, Viewer viewer)
{
    public Formats Format => Formats.Of(viewer.Language);

    public string Language => viewer.Language;

    /// <summary>A text; a missing one shows its key, which the tests do not let happen.</summary>
    public string this[string key] => texts[key];

    public string this[string key, params object?[] values] =>
        string.Format(CultureInfo.InvariantCulture, texts[key], values);

    /// <summary>
    /// A text with its plural forms, separated by bars: "none|one|many", or "one|many". {0} is the number as written.
    /// </summary>
    public string Count(string key, long count, params object?[] further) =>
        string.Format(
            CultureInfo.InvariantCulture,
            PluralForms.Choose(texts[key], count, viewer.Language),
            [Format.Number(count), .. further]
        );

    /// <summary>The text of a stored word: an enumeration's value under a prefix (<c>Status.Open</c>).</summary>
    public string Of<T>(string prefix, T value)
        where T : struct, Enum => texts[prefix + "." + value];

    public bool Has(string key) => !texts[key].ResourceNotFound;

    public string Number(long value) => Format.Number(value);

    public DateTimeOffset Local(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, viewer.Zone);

    public string Date(DateTimeOffset time) => Format.Date(Local(time));

    public string DateAndTime(DateTimeOffset time) => Format.DateAndTime(Local(time));

    public string Relative(DateTimeOffset time) => Format.Relative(time, viewer.Now, viewer.Zone);

    /// <summary>A job's name in words; one without a text shows the name it is stored under.</summary>
    public string JobName(string job) => Has("Job." + job) ? texts["Job." + job] : job;

    /// <summary>A language's name in the reader's language.</summary>
    public string LanguageName(string code) => Has("Lang." + code) ? texts["Lang." + code] : code;
}
