using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ReputationWatch.Sentiment.ModelFiles;
using ReputationWatch.Sentiment.Modelling;

namespace ReputationWatch.Sentiment.Languages;

/// <summary>A language and how likely it is.</summary>
public readonly record struct LanguageGuess(string Language, double Probability);

/// <summary>
/// Tells the language of a text from hashed letter groups and whole words. One row of eight signed bytes a slot, one
/// byte a language.
/// </summary>
public sealed class LanguageIdentifier
{
    private readonly sbyte[] _rows;
    private readonly float[] _biases;

    internal LanguageIdentifier(sbyte[] rows, float[] scale, float[] biases)
    {
        (_rows, Scale, _biases) = (rows, scale, biases);
    }

    internal const int Bits = 16;
    internal const int RowBytes = LanguageCodes.Count;
    private const float HomeLanguages = 1.5f;
    private const float NothingKnown = 1f / LanguageCodes.Count;

    internal sbyte[] Rows => _rows;
    internal float[] Scale { get; }
    internal float[] Biases => _biases;

    /// <summary>Takes over the language table of a model file, whatever else the file holds.</summary>
    public static LanguageIdentifier FromModel(Stream model) => ModelParts.LanguagesOf(ModelFile.Read(model));

    /// <summary>Trains a table from plain texts: one file a language (<c>fr.txt</c>, <c>other.txt</c>), one text a line.</summary>
    public static LanguageIdentifier Train(string folder, int seed) =>
        LanguageTrainer.Train(LanguageTrainer.ReadFolder(folder), seed);

    public LanguageGuess Identify(ReadOnlySpan<char> text)
    {
        Span<float> probabilities = stackalloc float[LanguageCodes.Count];
        var best = Identify(text, probabilities);
        return new LanguageGuess(LanguageCodes.All[best], probabilities[best]);
    }

    internal int Identify(ReadOnlySpan<char> text, Span<float> probabilities)
    {
        var features = LanguageFeatures.Current;
        features.Read(text);
        if (features.Count == 0)
        {
            probabilities.Fill(NothingKnown);
            // Letters of another script are another language; no letters at all are no evidence of one.
            return LanguageCodes.Other;
        }
        Outputs(features.Used).CopyTo(probabilities);
        Expect(probabilities, features.WordCount);
        Modelling.Outputs.Softmax(probabilities);
        return IndexOfMax(probabilities);
    }

    // A few words fit many languages; the readers of this product mostly meet French and English.
    private static void Expect(Span<float> outputs, int words)
    {
        outputs[LanguageCodes.French] += HomeLanguages / words;
        outputs[LanguageCodes.English] += HomeLanguages / words;
    }

    private Vector256<float> Outputs(ReadOnlySpan<uint> hashes)
    {
        var sum = Vector256<int>.Zero;
        ref var first = ref MemoryMarshal.GetArrayDataReference(_rows);
        foreach (var hash in hashes)
        {
            ref var row = ref Unsafe.Add(ref first, (nint)(hash >> (32 - Bits)) * RowBytes);
            var packed = Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<sbyte, byte>(ref row));
            var wide = Vector128.WidenLower(Vector128.CreateScalarUnsafe(packed).AsSByte());
            sum += Vector256.Create(Vector128.WidenLower(wide), Vector128.WidenUpper(wide));
        }
        var value = LanguageFeatures.ValueOf(hashes.Length);
        return Vector256.ConvertToSingle(sum) * Vector256.Create(Scale) * value + Vector256.Create(_biases);
    }

    private static int IndexOfMax(ReadOnlySpan<float> values)
    {
        var best = 0;
        for (var i = 1; i < values.Length; i++)
        {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }
}
