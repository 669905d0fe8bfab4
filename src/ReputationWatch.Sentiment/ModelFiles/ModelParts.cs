using System.Numerics;
using ReputationWatch.Sentiment.Aspects;
using ReputationWatch.Sentiment.Languages;
using ReputationWatch.Sentiment.Modelling;
using ReputationWatch.Sentiment.Quantification;
using ReputationWatch.Sentiment.Text;

namespace ReputationWatch.Sentiment.ModelFiles;

/// <summary>Everything that a model file holds.</summary>
internal sealed record ModelParts
{
    public required string Version { get; init; }
    public required FeatureTable Table { get; init; }
    public required float[] Biases { get; init; }
    public required Calibration[] Calibrations { get; init; }
    public required ProperNames Names { get; init; }
    public required LanguageIdentifier Languages { get; init; }
    public required Quantifier Quantifier { get; init; }
    public required AspectModel Aspects { get; init; }

    public byte[] ToBytes()
    {
        var sections = new SectionWriter();
        sections.Add("VERS", Version);
        sections.Add("BITS", [Table.Bits]);
        sections.Add("MAP ", Table.Present);
        sections.Add("SCAL", Table.Scale);
        sections.Add("ROWS", Columns.FromRows(Table.Rows, Outputs.Count));
        sections.Add("BIAS", Biases);
        sections.Add("CALI", Calibrations.SelectMany(Flatten).ToArray());
        sections.Add("ORDI", Names.Words.Ordinary);
        sections.Add("BOTH", Names.Words.Both);
        sections.Add("NAME", Names.Words.Names);
        sections.Add("QUAN", [.. Quantifier.Answers, Quantifier.Transfer]);
        sections.Add("AROW", Columns.FromRows(Aspects.Rows, AspectModel.RowBytes));
        sections.Add("ASCA", [Aspects.Scale]);
        sections.Add("ABIA", Aspects.Biases);
        sections.Add("LROW", Columns.FromRows(Languages.Rows, LanguageIdentifier.RowBytes));
        sections.Add("LSCA", Languages.Scale);
        sections.Add("LBIA", Languages.Biases);
        return sections.ToArray();
    }

    public static ModelParts FromBytes(byte[] content)
    {
        var sections = new SectionReader(content);
        var parts = new ModelParts
        {
            Version = sections.TakeText("VERS"),
            Table = ReadTable(sections),
            Biases = sections.Take<float>("BIAS", Modelling.Biases.Count),
            Calibrations = ReadCalibrations(
                sections.Take<float>("CALI", Modelling.Biases.Channels * CalibrationFloats)
            ),
            Names = new ProperNames(
                new WordsByCase(sections.Take<uint>("ORDI"), sections.Take<uint>("BOTH"), sections.Take<uint>("NAME"))
            ),
            Languages = ReadLanguages(sections),
            Aspects = ReadAspects(sections),
            Quantifier = ReadQuantifier(sections.Take<double>("QUAN", 10)),
        };
        sections.ExpectEnd();
        return parts;
    }

    private const int CalibrationFloats = 2 + Outputs.Count + NeutralCues.Count;

    private static FeatureTable ReadTable(SectionReader sections)
    {
        var bits = sections.Take<int>("BITS", 1)[0];
        if (bits is < 8 or > 28)
        {
            throw new ModelFileException(
                $"The model file has a table of 2^{bits} slots, which this program cannot read."
            );
        }
        var present = sections.Take<ulong>("MAP ", 1 << (bits - 6));
        var rows = present.Sum(w => BitOperations.PopCount(w));
        var columns = sections.Take<sbyte>("ROWS", rows * Outputs.Count);
        return new FeatureTable(
            bits,
            present,
            Columns.ToRows(columns, Outputs.Count),
            sections.Take<float>("SCAL", Outputs.Count)
        );
    }

    /// <summary>Only the aspects of a model file.</summary>
    public static AspectModel AspectsOf(byte[] content) => ReadAspects(new SectionReader(content));

    private static AspectModel ReadAspects(SectionReader sections) =>
        new(
            Columns.ToRows(
                sections.Take<sbyte>("AROW", AspectModel.RowBytes << AspectModel.Bits),
                AspectModel.RowBytes
            ),
            sections.Take<float>("ASCA", 1)[0],
            sections.Take<float>("ABIA", AspectModel.RowBytes)
        );

    private static Quantifier ReadQuantifier(double[] values) => new(values[..^1], values[^1]);

    /// <summary>Only the language table of a model file, whatever else it holds.</summary>
    public static LanguageIdentifier LanguagesOf(byte[] content) => ReadLanguages(new SectionReader(content));

    private static LanguageIdentifier ReadLanguages(SectionReader sections) =>
        new(
            Columns.ToRows(
                sections.Take<sbyte>("LROW", LanguageIdentifier.RowBytes << LanguageIdentifier.Bits),
                LanguageIdentifier.RowBytes
            ),
            sections.Take<float>("LSCA", LanguageCodes.Count),
            sections.Take<float>("LBIA", LanguageCodes.Count)
        );

    private static IEnumerable<float> Flatten(Calibration calibration) =>
        [calibration.LabelSlope, calibration.StarSlope, .. calibration.Offsets, .. calibration.NeutralWeights];

    private static Calibration[] ReadCalibrations(float[] values) =>
        [
            .. values
                .Chunk(CalibrationFloats)
                .Select(v => new Calibration
                {
                    LabelSlope = v[0],
                    StarSlope = v[1],
                    Offsets = v[2..(2 + Outputs.Count)],
                    NeutralWeights = v[(2 + Outputs.Count)..],
                }),
        ];
}

/// <summary>Rows of bytes stored column by column: alike bytes stand together and pack better.</summary>
internal static class Columns
{
    public static sbyte[] FromRows(sbyte[] rows, int width)
    {
        var columns = new sbyte[rows.Length];
        var height = rows.Length / width;
        for (var row = 0; row < height; row++)
        {
            for (var k = 0; k < width; k++)
            {
                columns[k * height + row] = rows[row * width + k];
            }
        }
        return columns;
    }

    public static sbyte[] ToRows(sbyte[] columns, int width)
    {
        var rows = new sbyte[columns.Length];
        var height = columns.Length / width;
        for (var row = 0; row < height; row++)
        {
            for (var k = 0; k < width; k++)
            {
                rows[row * width + k] = columns[k * height + row];
            }
        }
        return rows;
    }
}
