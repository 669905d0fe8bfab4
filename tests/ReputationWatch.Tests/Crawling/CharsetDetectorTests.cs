using System.Text;
using FsCheck;
using FsCheck.Fluent;
using ReputationWatch.Connectors.Crawling;

namespace ReputationWatch.Tests.Crawling;

public sealed class CharsetDetectorTests
{
    private const string Text = "<p>d\u00e9j\u00e0 vu \u2013 10 \u20ac</p>";

    private static byte[] In(string charset, string text) => EncodingLabels.Find(charset)!.GetBytes(text);

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16le")]
    [InlineData("utf-16be")]
    public void Decode_ByteOrderMark_WinsOverEverything(string charset)
    {
        var encoding = EncodingLabels.Find(charset)!;
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes("<meta charset=koi8-r>" + Text)];

        Assert.Equal("<meta charset=koi8-r>" + Text, CharsetDetector.Decode(bytes, "windows-1251"));
    }

    [Theory]
    [InlineData("utf-16le")]
    [InlineData("utf-16be")]
    public void Decode_WideWithoutMark_IsSeenByItsZeros(string charset) =>
        Assert.Equal(Text, CharsetDetector.Decode(In(charset, Text), null));

    [Theory]
    [InlineData("windows-1252", "ISO-8859-1")]
    [InlineData("windows-1252", "us-ascii")]
    [InlineData("windows-1252", "latin1")]
    [InlineData("windows-1252", null)]
    [InlineData("windows-1252", "utf-8")]
    [InlineData("windows-1252", "no-such-charset")]
    [InlineData("utf-8", "iso-8859-1")]
    [InlineData("utf-8", null)]
    [InlineData("utf-8", "utf-16")]
    [InlineData("macintosh", "x-mac-roman")]
    public void Decode_LabelledByTheTransport_ReadsWhatTheBytesAre(string actual, string? label) =>
        Assert.Equal(Text, CharsetDetector.Decode(In(actual, Text), label));

    [Theory]
    [InlineData("<meta charset=koi8-r>")]
    [InlineData("<META CharSet = \"KOI8-R\" >")]
    [InlineData("<meta charset='koi8-r'/>")]
    [InlineData("<meta http-equiv=Content-Type content='text/html; charset=koi8-r'>")]
    [InlineData("<meta content=\"text/html;charset = 'koi8-r'\" http-equiv=\"content-type\">")]
    [InlineData(
        "<!doctype html><html lang=ru><!-- <meta charset=utf-8> --><head><meta name=x content=y><meta charset=koi8-r>"
    )]
    [InlineData("<!--><meta charset=koi8-r>")]
    [InlineData("<div title='<meta charset=utf-8>'></div><meta charset=koi8-r>")]
    [InlineData("<meta charset=nonsense><meta charset=koi8-r>")]
    [InlineData("<meta charset=koi8-r charset=utf-8>")]
    [InlineData("<?xml version='1.0' encoding='koi8-r'?>")]
    public void Decode_DeclaredInTheDocument_IsRead(string head)
    {
        var page = head + "\u041f\u0440\u0438\u0432\u0435\u0442";

        Assert.Equal(page, CharsetDetector.Decode(In("koi8-r", page), null));
    }

    [Theory]
    [InlineData("<meta content='text/html; charset=koi8-r'>")]
    [InlineData("<!-- <meta charset=koi8-r> -->")]
    [InlineData("<metacharset=koi8-r>")]
    [InlineData("<div meta charset=koi8-r>")]
    public void Decode_WhatOnlyLooksLikeADeclaration_IsIgnored(string head)
    {
        var page = head + "caf\u00e9";

        Assert.Equal(page, CharsetDetector.Decode(In("windows-1252", page), null));
    }

    [Fact]
    public void Decode_TransportAgainstMeta_TheTransportWins()
    {
        const string Page = "<meta charset=koi8-r>\u041f\u0440\u0438\u0432\u0435\u0442";

        Assert.Equal(Page, CharsetDetector.Decode(In("windows-1251", Page), "windows-1251"));
    }

    [Theory]
    [InlineData("shift_jis", "x-sjis")]
    [InlineData("euc-jp", "x-euc-jp")]
    [InlineData("iso-2022-jp", "csiso2022jp")]
    public void Decode_Japanese_IsReadByItsLabel(string actual, string label)
    {
        const string Page = "\u53e3\u30b3\u30df\u8a55\u5224";

        Assert.Equal(Page, CharsetDetector.Decode(In(actual, Page), label));
    }

    [Fact]
    public void Decode_Utf8WithAStrayByte_StaysUtf8()
    {
        byte[] bytes = [.. "d\u00e9j\u00e0 "u8, 0xE9, .. " \u00e9t\u00e9"u8];

        Assert.Equal("d\u00e9j\u00e0 \ufffd \u00e9t\u00e9", CharsetDetector.Decode(bytes, "utf-8"));
    }

    [Fact]
    public void Decode_AnyBytes_NeverThrows() =>
        Prop.ForAll<byte[], string>(
                (bytes, label) => CharsetDetector.Decode([.. "<meta "u8, .. bytes], label) is not null
            )
            .QuickCheckThrowOnFailure();
}
