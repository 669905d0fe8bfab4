using System.Buffers.Binary;
using System.IO.Compression;
using ReputationWatch.Core.Scores;
using ReputationWatch.Core.Spikes;
using ReputationWatch.Notifications.Email.Chart;

namespace ReputationWatch.Tests.Notifications.Email;

public sealed class ChartTests
{
    private static readonly DateTimeOffset Opened = SampleAlert.Opened;

    [Fact]
    public void Png_ReadBack_GivesTheSamePixels()
    {
        var pixels = new byte[5 * 3 * 4];
        new Random(1).NextBytes(pixels);

        Assert.Equal(pixels, Decode(PngWriter.Write(5, 3, pixels), out var width, out var height));
        Assert.Equal((5, 3), (width, height));
    }

    [Fact]
    public void Png_KnownPicture_HasTheChecksumsOfTheStandard()
    {
        var png = PngWriter.Write(1, 1, [0, 0, 0, 0]);

        // The IEND chunk is the same in every PNG file.
        Assert.Equal([0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82], png[^12..]);
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], png[..8]);
    }

    [Fact]
    public void Bars_HoursWithoutMentions_AreThereAsZeros()
    {
        var hour = Opened.AddMinutes(-5);
        var buckets = new[]
        {
            new CountBucket(hour.AddHours(-30), new MentionCounts { Negative = 1, Positive = 5 }),
            new CountBucket(hour, new MentionCounts { Negative = 7, Neutral = 2 }),
        };

        var bars = EpisodeChart.Bars(buckets, SpikeSignal.NegativeMentions, Opened);

        Assert.Equal(31, bars.Count);
        Assert.Equal([1, 7], bars.Where(b => b.Negative > 0).Select(b => b.Negative));
        Assert.All(bars, b => Assert.Equal(0, b.Other));
        Assert.Equal(5, EpisodeChart.Bars(buckets, SpikeSignal.AllMentions, Opened)[0].Other);
    }

    [Fact]
    public void Chart_WithoutAnyCounts_IsStillDrawn()
    {
        var bars = EpisodeChart.Bars([], SpikeSignal.AllMentions, Opened);

        var pixels = Decode(EpisodeChart.Draw(bars, 0, Opened, TimeZoneInfo.Utc), out var width, out _);

        Assert.Equal(EpisodeChart.Width, width);
        Assert.Contains(pixels, b => b != 0);
    }

    [Fact]
    public void Chart_LastHourHigh_ShowsATallBarInTheColourOfTheNegative()
    {
        var bars = Enumerable
            .Range(0, 10)
            .Select(i => new HourBar(Opened.AddMinutes(-5).AddHours(i - 9), i == 9 ? 20 : 1, 0))
            .ToList();

        var pixels = Decode(EpisodeChart.Draw(bars, 1.5, Opened, TimeZoneInfo.Utc), out var width, out _);

        int Orange(int fromX, int toX) =>
            Enumerable
                .Range(fromX, toX - fromX)
                .Sum(x =>
                    Enumerable
                        .Range(0, EpisodeChart.Height)
                        .Count(y => pixels[(y * width + x) * 4] == 0xD5 && pixels[(y * width + x) * 4 + 3] == 255)
                );
        Assert.True(Orange(970, 1060) > 15 * Orange(870, 960) && Orange(870, 960) > 0);
    }

    [Fact]
    public void Canvas_HalfCoveredPixel_IsHalfTransparent()
    {
        var canvas = new Canvas(4, 4);

        canvas.Bar(0.5, 0, 2, 4, 0, new Colour(10, 20, 30));

        Assert.Equal((10, 20, 30, 128), canvas.At(0, 1));
        Assert.Equal((10, 20, 30, 255), canvas.At(1, 1));
        Assert.Equal(0, canvas.At(2, 1).Alpha);
    }

    private static byte[] Decode(byte[] png, out int width, out int height)
    {
        width = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16));
        height = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20));
        var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(33));
        using var zlib = new ZLibStream(new MemoryStream(png, 41, length), CompressionMode.Decompress);
        var stride = width * 4;
        var pixels = new byte[stride * height];
        for (var y = 0; y < height; y++)
        {
            Assert.Equal(2, zlib.ReadByte());
            zlib.ReadExactly(pixels, y * stride, stride);
            for (var x = 0; y > 0 && x < stride; x++)
            {
                pixels[y * stride + x] += pixels[(y - 1) * stride + x];
            }
        }
        return pixels;
    }
}
