using System.Text;
using ReputationWatch.Connectors.Reviews;

namespace ReputationWatch.Tests.Reviews;

internal static class ReviewTexts
{
    public static ReviewPage Read(string html) =>
        ReviewReader.Read(Encoding.UTF8.GetBytes(html), "https://example.org/p/1", null);

    public static ReviewPage JsonLd(string json) =>
        Read($"<html><head><script type=\"application/ld+json\">{json}</script></head></html>");
}
