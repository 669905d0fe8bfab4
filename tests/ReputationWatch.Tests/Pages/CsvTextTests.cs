using System.Text;
using ReputationWatch.App.Pages.Trends;

namespace ReputationWatch.Tests.Pages;

public sealed class CsvTextTests
{
    [Fact]
    public void Write_InFrench_UsesSemicolonsAndDecimalCommas()
    {
        var bytes = CsvText.Write(
            [
                ["Site", 12L, 3.456],
                ["a;b", null, -1.5],
            ],
            "fr"
        );

        Assert.Equal("\uFEFFSite;12;3,46\r\n\"a;b\";;-1,5\r\n", Encoding.UTF8.GetString(bytes));
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://evil\")", "\"'=HYPERLINK(\"\"http://evil\"\")\"")]
    [InlineData("+1", "'+1")]
    [InlineData("@cmd", "'@cmd")]
    [InlineData("say \"hi\", then go", "\"say \"\"hi\"\", then go\"")]
    public void Write_HostileCell_IsTextForASpreadsheet(string cell, string expected) =>
        Assert.Equal(
            "\uFEFF" + expected + "\r\n",
            Encoding.UTF8.GetString(
                CsvText.Write(
                    [
                        [cell],
                    ],
                    "en"
                )
            )
        );
}
