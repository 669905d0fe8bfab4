using System.Text.Encodings.Web;
using ReputationWatch.App.Web.Reading;

namespace ReputationWatch.Tests.Web;

public sealed class MarkedTextTests
{
    [Fact]
    public void Render_HostileText_IsEncodedInsideAndOutsideOfMarks()
    {
        const string Text = "<script>alert('x')</script> <b>Nestor</b>";

        var html = MarkedText.Render(Text, [new TextMark(28, 13)], HtmlEncoder.Default).Value!;

        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        Assert.Contains("<mark>&lt;b&gt;Nestor", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_OverlappingAndOutlyingMarks_KeepsTheTextWhole()
    {
        var html = MarkedText
            .Render("abcdef", [new(1, 3), new(2, 3), new(5, 99), new(40, 2)], HtmlEncoder.Default)
            .Value;

        Assert.Equal("a<mark>bcd</mark><mark>e</mark><mark>f</mark>", html);
    }

    [Fact]
    public void Excerpt_OfALongText_ShowsTheFirstMarkWhereItStands()
    {
        var text = new string('x', 5_000).Insert(3_000, " Nestor ");

        var (piece, marks) = MarkedText.Excerpt(text, [new TextMark(3_001, 6)], 200);

        Assert.True(piece.Length <= 202);
        Assert.Equal("Nestor", piece.Substring(Assert.Single(marks).Start, 6));
    }

    [Fact]
    public void Excerpt_NeverCutsACharacterInTwo()
    {
        var text = string.Concat(Enumerable.Repeat("😀", 300));

        var (piece, _) = MarkedText.Excerpt(text, [], 101);

        Assert.DoesNotContain('\uFFFD', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(piece)));
    }
}
