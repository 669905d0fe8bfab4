using System.Text;

namespace ReputationWatch.Notifications.Email;

/// <summary>RFC 2045 section 6.7, for text: lines end in CRLF, none is longer than 76 characters.</summary>
internal static class QuotedPrintable
{
    private const int LineLength = 76;

    public static string Encode(string text)
    {
        var output = new StringBuilder(text.Length * 5 / 4);
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (output.Length > 0)
            {
                output.Append("\r\n");
            }
            EncodeLine(output, Encoding.UTF8.GetBytes(line));
        }
        return output.ToString();
    }

    private static void EncodeLine(StringBuilder output, byte[] line)
    {
        var column = 0;
        for (var i = 0; i < line.Length; i++)
        {
            var plain = IsPlain(line[i], isLast: i == line.Length - 1);
            var width = plain ? 1 : 3;
            // One column is kept for the sign that the line goes on.
            if (column + width > LineLength - 1)
            {
                output.Append("=\r\n");
                column = 0;
            }
            if (plain)
            {
                output.Append((char)line[i]);
            }
            else
            {
                output.Append('=').Append(Convert.ToHexString(line.AsSpan(i, 1)));
            }
            column += width;
        }
    }

    // A space at the end of a line would be lost on the way.
    private static bool IsPlain(byte b, bool isLast) =>
        b is >= 33 and <= 126 and not (byte)'=' || (b == ' ' && !isLast);
}
