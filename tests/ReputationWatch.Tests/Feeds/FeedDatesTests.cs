using System.Globalization;
using ReputationWatch.Connectors.Feeds;

namespace ReputationWatch.Tests.Feeds;

public sealed class FeedDatesTests
{
    [Theory]
    [InlineData("Thu, 01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21Z")]
    [InlineData("01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21Z")]
    [InlineData("Thu, 01 Jan 04 19:48 EST", "2004-01-02T00:48:00Z")]
    [InlineData("Thu, 1 Jan 04 19:48:21 +0130", "2004-01-01T18:18:21Z")]
    [InlineData("Thu, 01 Jan 94 19:48:21 UT", "1994-01-01T19:48:21Z")]
    [InlineData("Thursday, January 1, 2004 7:48 PM PDT", "2004-01-02T02:48:00Z")]
    [InlineData("Sun Jan  4 16:29:06 PST 2004", "2004-01-05T00:29:06Z")]
    [InlineData("Sun Jan  4 16:29:06 2004", "2004-01-04T16:29:06Z")]
    [InlineData("Thu, 31 Jun 2004 19:48:21 GMT", null)]
    [InlineData("Thu, 01 Jan 2004 19:48:21 GMT-0400", "2004-01-01T23:48:21Z")]
    [InlineData("Thu, 01 Jan 2004 19:48:21 XYZ", "2004-01-01T19:48:21Z")]
    [InlineData("Mon, 05 Feb 2024 10:00:00 CEST", "2024-02-05T08:00:00Z")]
    [InlineData("Mon, 05 Feb 2024 24:00:00 GMT", "2024-02-06T00:00:00Z")]
    [InlineData("Mon, 05 Feb 2024 23:59:60 GMT", "2024-02-05T23:59:59Z")]
    [InlineData("2003-12-31T10:14:55Z", "2003-12-31T10:14:55Z")]
    [InlineData("2003-12-31t10:14:55.123456z", "2003-12-31T10:14:55Z")]
    [InlineData("2003-12-31T10:14:55,5-08:00", "2003-12-31T18:14:55Z")]
    [InlineData("2003-12-31T10:14:55+0530", "2003-12-31T04:44:55Z")]
    [InlineData("2003-12-31T10:14:55+5", "2003-12-31T05:14:55Z")]
    [InlineData("2003-12-31 10:14:55 -0500", "2003-12-31T15:14:55Z")]
    [InlineData("2003-12-31T10:14", "2003-12-31T10:14:00Z")]
    [InlineData("2003-12-31", "2003-12-31T00:00:00Z")]
    [InlineData("2003-12", "2003-12-01T00:00:00Z")]
    [InlineData("2003", "2003-01-01T00:00:00Z")]
    [InlineData("20031231", "2003-12-31T00:00:00Z")]
    [InlineData("20031231T101455Z", "2003-12-31T10:14:55Z")]
    [InlineData("2003-365", "2003-12-31T00:00:00Z")]
    [InlineData("2003335", "2003-12-01T00:00:00Z")]
    [InlineData("2003-W52-3", "2003-12-24T00:00:00Z")]
    [InlineData("2004-07-08 23:56:58.0", "2004-07-08T23:56:58Z")]
    [InlineData("1072865695", "2003-12-31T10:14:55Z")]
    [InlineData("1072865695123", "2003-12-31T10:14:55Z")]
    [InlineData("lun., 05 févr. 2024 10:00:00 +0100", "2024-02-05T09:00:00Z")]
    [InlineData("Publié le 1er août 2023 à 18h05", "2023-08-01T18:05:00Z")]
    [InlineData("Mittwoch, 3. März 2021, 08:30 Uhr", "2021-03-03T08:30:00Z")]
    [InlineData("Mo, 06 Mai 2019 09:10:11 +0200", "2019-05-06T07:10:11Z")]
    [InlineData("12 de octubre de 2020", "2020-10-12T00:00:00Z")]
    [InlineData("Κυρ, 11 Ιούλ 2004 12:00:00 EST", "2004-07-11T17:00:00Z")]
    [InlineData("2004-július-13T9:15-05:00", "2004-07-13T14:15:00Z")]
    [InlineData("14 мая 2018 г., 10:00", "2018-05-14T10:00:00Z")]
    [InlineData("2004년 05월 28일 오후 01:31:15", "2004-05-28T13:31:15Z")]
    [InlineData("12/31/2003", "2003-12-31T00:00:00Z")]
    [InlineData("31/12/2003 14:05", "2003-12-31T14:05:00Z")]
    [InlineData("31.12.2003", "2003-12-31T00:00:00Z")]
    [InlineData("03.04.2003", "2003-04-03T00:00:00Z")]
    [InlineData("", null)]
    [InlineData("yesterday", null)]
    [InlineData("0000-00-00 00:00:00", null)]
    [InlineData("0001-01-01T00:00:00Z", null)]
    public void Parse_StyleFoundInTheWild_GivesTheMomentInUtc(string text, string? expected) =>
        Assert.Equal(
            expected,
            FeedDates.Parse(text)?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
        );

    [Theory]
    [InlineData(false, "2020-04-05")]
    [InlineData(true, "2020-05-04")]
    public void Read_AmbiguousSlashes_FollowTheHabitOfTheReader(bool dayFirst, string expected) =>
        Assert.Equal(
            expected,
            FeedDates.Read("04/05/2020", dayFirst)?.Time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        );
}
