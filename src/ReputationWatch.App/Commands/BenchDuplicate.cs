using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using ReputationWatch.Core.Stories;

namespace ReputationWatch.App.Commands;

/// <summary>
/// <c>bench duplicate</c>: how fast lightly edited copies are found among millions of fingerprints, and how well they are told
/// from other reviews of the same hotel.
/// </summary>
internal static class BenchDuplicate
{
    private const int Lookups = 5_000;
    private const int Pairs = 10_000;

    public static Command Create()
    {
        var count = new Option<int>("--count")
        {
            Description = "Stored fingerprints.",
            DefaultValueFactory = _ => 10_000_000,
        };
        var command = new Command("duplicate", "Look lightly edited copies up among stored fingerprints.") { count };
        command.SetAction(parsed =>
        {
            Quality();
            Speed(parsed.GetValue(count));
        });
        return command;
    }

    private static void Quality()
    {
        var hotel = new HotelReviews(7);
        var reviews = Enumerable.Range(0, Pairs).Select(hotel.Review).ToArray();
        var found = 0;
        var shared = 0;
        var wrong = 0;
        var alike = 0;
        var unlike = 0;
        for (var i = 0; i < Pairs; i++)
        {
            var edited = hotel.Edit(reviews[i]);
            found += NearDuplicate.IsCopy(reviews[i], edited) ? 1 : 0;
            shared += SharesBand(reviews[i], edited) ? 1 : 0;
            alike += IsWorthReading(reviews[i], edited) ? 1 : 0;
            unlike += IsWorthReading(reviews[i], reviews[(i + 1) % Pairs]) ? 0 : 1;
            wrong += NearDuplicate.IsCopy(reviews[i], reviews[(i + 1) % Pairs]) ? 1 : 0;
        }
        Print(
            $"light edits of {Pairs} hotel reviews: recall {(double)found / Pairs:P2}, by bands alone {(double)shared / Pairs:P2}"
        );
        Print(
            $"of these {(double)alike / Pairs:P2} are alike enough by fingerprint to be read; of other reviews of the hotel {(double)unlike / Pairs:P2} are not"
        );
        Print(
            $"other reviews of the same hotel taken for copies: {wrong} of {Pairs}, precision {(double)found / (found + wrong):P2}"
        );
    }

    private static bool SharesBand(string a, string b) => SharedBands(a, b) > 0;

    private static bool IsWorthReading(string a, string b) =>
        SharedBands(a, b) is > 0 and var shared
        && NearDuplicate.IsWorthReading(ContentFingerprint.Of(a)!.Shape, ContentFingerprint.Of(b)!.Shape, shared);

    private static int SharedBands(string a, string b) =>
        ContentFingerprint.Of(a) is { } left && ContentFingerprint.Of(b) is { } right
            ? left.Bands.Intersect(right.Bands).Count()
            : 0;

    private static void Speed(int count)
    {
        var index = new NeighbourIndex();
        var clock = Stopwatch.StartNew();
        const int slice = 100_000;
        for (var from = 1; from <= count; from += slice)
        {
            var made = new ContentFingerprint?[Math.Min(slice, count - from + 1)];
            Parallel.For(0, made.Length, i => made[i] = ContentFingerprint.Of(InventedText.Of(from + i)));
            for (var i = 0; i < made.Length; i++)
            {
                index.Add(made[i]!, from + i);
            }
        }
        Print(
            $"{index.Count} fingerprints made and stored in {clock.Elapsed.TotalSeconds:F0} s, {GC.GetTotalMemory(true) >> 20} MiB"
        );
        Lookup(index, count);
    }

    private static void Lookup(NeighbourIndex index, int count)
    {
        var random = new Random(3);
        var edits = new HotelReviews(8);
        var times = new List<double>();
        var found = 0;
        long candidates = 0;
        for (var i = 0; i < Lookups + 500; i++)
        {
            var id = random.Next(1, count + 1);
            var copy = edits.Edit(InventedText.Of(id));
            var clock = Stopwatch.GetTimestamp();
            var near = index.Candidates(ContentFingerprint.Of(copy)!, 50);
            var elapsed = Stopwatch.GetElapsedTime(clock).TotalMicroseconds;
            if (i < 500)
            {
                continue;
            }
            times.Add(elapsed);
            candidates += near.Count;
            found += near.Contains(id) && NearDuplicate.IsCopy(InventedText.Of(id), copy) ? 1 : 0;
        }
        times.Sort();
        Print(
            $"look-up with fingerprint: p50 {times[Lookups / 2]:F0} µs, p95 {times[Lookups * 95 / 100]:F0} µs, p99 {times[Lookups * 99 / 100]:F0} µs, worst {times[^1]:F0} µs"
        );
        Print(
            $"original found: {(double)found / Lookups:P2}; candidates to verify: {(double)candidates / Lookups:F2} each"
        );
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}

/// <summary>The same text for the same number: words with the frequencies of a language.</summary>
internal static class InventedText
{
    private const int Vocabulary = 30_000;
    internal static readonly string[] Syllables =
    [
        "ba",
        "co",
        "di",
        "fer",
        "gan",
        "hô",
        "jul",
        "ka",
        "lé",
        "mont",
        "nes",
        "or",
        "pa",
        "qui",
        "ra",
        "sol",
        "tê",
        "ul",
        "vi",
        "za",
    ];

    public static string Of(int number)
    {
        var random = new Random(number);
        var text = new StringBuilder(220);
        for (var words = random.Next(12, 40); words > 0; words--)
        {
            AppendWord(text, (int)Math.Pow(Vocabulary, random.NextDouble()));
            text.Append(random.Next(10) == 0 ? ", " : " ");
        }
        return text.ToString();
    }

    private static void AppendWord(StringBuilder text, int rank)
    {
        for (var left = rank; left > 0; left /= Syllables.Length)
        {
            text.Append(Syllables[left % Syllables.Length]);
        }
    }
}

/// <summary>Invented reviews of one hotel, which share their subject and half of their words, and light edits of any text.</summary>
internal sealed class HotelReviews(int seed)
{
    private static readonly string[] Openings =
    [
        "Nous avons passé {0} nuits à l’hôtel Bellerive",
        "Séjour de {0} jours en famille au Bellerive",
        "We stayed {0} nights at the Bellerive",
        "Week-end de {0} jours pour notre anniversaire",
        "Booked {0} rooms for a wedding",
        "Voyage d’affaires, {0} nuits",
        "Hôtel choisi pour sa vue, {0} nuits",
    ];

    private static readonly string[] Subjects =
    [
        "la chambre",
        "le petit-déjeuner",
        "l’accueil",
        "la vue sur le lac",
        "la literie",
        "le personnel",
        "la salle de bains",
        "le parking",
        "le wifi",
        "la piscine",
        "le restaurant",
        "le prix",
        "the breakfast",
        "the staff",
        "the room",
        "the view",
        "the bathroom",
        "the pool",
        "l’insonorisation",
    ];

    private static readonly string[] Verdicts =
    [
        "était parfaite",
        "nous a beaucoup déçus",
        "mérite mieux",
        "was spotless",
        "was far too noisy",
        "laisse à désirer",
        "vaut le détour",
        "est à revoir",
        "dépasse nos attentes",
        "could be better",
        "sent le renfermé",
        "is the best in town",
        "manque de chaleur",
        "est hors de prix",
    ];

    private static readonly string[] Closings =
    [
        "Nous reviendrons avec plaisir.",
        "À éviter.",
        "Would come back.",
        "Never again!",
        "Je recommande.",
        "Dommage.",
        "Merci à toute l’équipe.",
        "On attend un geste commercial.",
        "Five stars from us.",
        "Bof.",
    ];

    private readonly Random _random = new(seed);

    public string Review(int number)
    {
        var text = new StringBuilder();
        text.AppendFormat(CultureInfo.InvariantCulture, Pick(Openings), _random.Next(2, 15)).Append(". ");
        for (var sentences = _random.Next(2, 6); sentences > 0; sentences--)
        {
            text.Append(Pick(Subjects)).Append(' ').Append(Pick(Verdicts)).Append(_random.Next(2) == 0 ? ", " : " ; ");
            text.Append(InventedText.Of(number * 7 + sentences).AsSpan(0, 25)).Append(". ");
        }
        return text.Append(Pick(Closings)).ToString();
    }

    /// <summary>One or two of: typos, added hashtags, a cut ending, changed quotes, another case, a forwarding mark.</summary>
    public string Edit(string text)
    {
        for (var edits = _random.Next(1, 3); edits > 0; edits--)
        {
            text = EditOnce(text);
        }
        return text;
    }

    private string EditOnce(string text) =>
        _random.Next(6) switch
        {
            0 => Typo(Typo(text)),
            1 => text
                + " #hotel #"
                + InventedText.Of(_random.Next()).AsSpan(0, 6).ToString().Replace(" ", "", StringComparison.Ordinal),
            2 => string.Concat(text.AsSpan(0, text.Length * _random.Next(65, 95) / 100), "…"),
            3 => "« " + text.Replace('’', '\'') + " »",
            4 => text.ToUpperInvariant(),
            _ => "RT @voyageur: " + text,
        };

    private string Typo(string text)
    {
        var at = _random.Next(text.Length - 1);
        return _random.Next(2) == 0 ? text.Remove(at, 1) : text.Insert(at, ((char)('a' + _random.Next(26))).ToString());
    }

    private string Pick(string[] from) => from[_random.Next(from.Length)];
}
