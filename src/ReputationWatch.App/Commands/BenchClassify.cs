using System.CommandLine;
using System.Diagnostics;
using ReputationWatch.Sentiment;

namespace ReputationWatch.App.Commands;

/// <summary><c>bench classify</c>: texts a second on one core, the slowest percent, allocations, loading time.</summary>
internal static class BenchClassify
{
    private const int Texts = 2000;
    private const int Rounds = 20;
    private const int MeanLength = 150;
    private const int LongLength = 2000;

    private static readonly string[] Words = (
        "le la les un une très pas plus service livraison commande produit bien parfait rapide déçu jamais reçu colis "
        + "client qualité prix je recommande attendre semaines the is not good really bad love it thank you we waited "
        + "great terrible hotel chambre propre sale accueil personnel application bug remboursement mais encore"
    ).Split(' ');

    public static Command Create()
    {
        var command = new Command("classify", "Texts a second on one core, everything included.");
        command.SetAction(_ => Run());
        return command;
    }

    private static void Run()
    {
        var started = Stopwatch.GetTimestamp();
        var model = SentimentModel.LoadShipped();
        var load = Stopwatch.GetElapsedTime(started);
        var texts = Make(Texts, MeanLength);
        var longTexts = Make(Texts, LongLength);
        Warm(model, texts);
        var perSecond = Throughput(model, texts);
        var allocated = AllocatedPerText(model, texts);
        var times = Times(model, longTexts);
        Console.WriteLine(
            $"load               {load.TotalMilliseconds:F0} ms (first in this process, code not yet compiled)"
        );
        Console.WriteLine($"load again         {LoadAgain():F0} ms");
        Console.WriteLine(
            $"texts a second     {perSecond:F0} (one core, mean {texts.Average(t => t.Length):F0} characters)"
        );
        Console.WriteLine(
            $"{LongLength} characters    p50 {times[Texts / 2] * 1000:F0} us, p99 {times[Texts * 99 / 100] * 1000:F0} us"
        );
        Console.WriteLine($"allocated a text   {allocated:F0} bytes (the result)");
    }

    private static double LoadAgain()
    {
        var started = Stopwatch.GetTimestamp();
        SentimentModel.LoadShipped();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static void Warm(SentimentModel model, string[] texts)
    {
        for (var round = 0; round < 5; round++)
        {
            Throughput(model, texts);
        }
    }

    private static double Throughput(SentimentModel model, string[] texts)
    {
        var started = Stopwatch.GetTimestamp();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var text in texts)
            {
                model.Classify(text, null, Channel.Review);
            }
        }
        return Rounds * texts.Length / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static double AllocatedPerText(SentimentModel model, string[] texts)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var text in texts)
        {
            model.Classify(text, null, Channel.Review);
        }
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)texts.Length;
    }

    private static double[] Times(SentimentModel model, string[] texts)
    {
        var times = new double[texts.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            var started = Stopwatch.GetTimestamp();
            model.Classify(texts[i], null, Channel.Review);
            times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }
        Array.Sort(times);
        return times;
    }

    private static string[] Make(int count, int length)
    {
        var random = new Random(1);
        var texts = new string[count];
        for (var i = 0; i < count; i++)
        {
            var target = length / 2 + random.Next(length);
            var text = new System.Text.StringBuilder();
            while (text.Length < target)
            {
                text.Append(Words[random.Next(Words.Length)]).Append(random.Next(9) == 0 ? ". " : " ");
            }
            texts[i] = text.ToString();
        }
        return texts;
    }
}
