using System.Globalization;
using System.Text;
using AngleSharp.Html;

namespace ReputationWatch.Connectors.Html;

/// <summary>Character references as the HTML standard has them, for text that is not parsed as HTML.</summary>
internal static class HtmlEntities
{
    // HTML standard, "numeric character reference end state": 0x80-0x9F mean windows-1252.
    private const string Windows1252 =
        "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F"
        + "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    /// <summary>The character of a byte in windows-1252.</summary>
    public static char FromWindows1252(byte value) =>
        value is >= 0x80 and <= 0x9F ? Windows1252[value - 0x80] : (char)value;

    /// <summary>Takes what stands between "&amp;#" and ";". Control characters give an empty text, nonsense gives null.</summary>
    public static string? Numeric(ReadOnlySpan<byte> digits)
    {
        var hex = digits.Length > 0 && digits[0] is (byte)'x' or (byte)'X';
        var style = hex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        if (!int.TryParse(digits[(hex ? 1 : 0)..], style, CultureInfo.InvariantCulture, out var code))
        {
            return null;
        }
        return code switch
        {
            < 0 or > 0x10FFFF or (>= 0xD800 and <= 0xDFFF) => "\uFFFD",
            '\t' or '\n' or '\r' => ((char)code).ToString(),
            < 32 or 127 => "",
            >= 0x80 and <= 0x9F => Windows1252[code - 0x80].ToString(),
            _ => char.ConvertFromUtf32(code),
        };
    }

    /// <summary>Takes the name without "&amp;" and ";"; null when HTML has no such name.</summary>
    public static string? Named(ReadOnlySpan<byte> name) =>
        name.Length > 32 ? null : HtmlEntityProvider.Resolver.GetSymbol(Encoding.ASCII.GetString(name) + ";");
}
