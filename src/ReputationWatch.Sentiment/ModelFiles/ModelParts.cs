using System.Numerics;
using ReputationWatch.Sentiment.Languages;
using ReputationWatch.Sentiment.Modelling;
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

    public byte[] ToBytes()
    {
        var sections = new SectionWriter();
        sections.Add("VERS", Version);
        sections.Add("BITS", [Table.Bits]);
        sections.Add("MAP ", Table.Present);
        sections.Add("SCAL", Table.Scale);
        sections.Add("ROWS", Columns.FromRows(Table.Rows));
        sections.Add("BIAS", Biases);
        sections.Add("CALI", Calibrations.SelectMany(Flatten).ToArray());
        sections.Add("ORDI", Names.Ordinary);
        sections.Add("NAME", Names.Names);
        sections.Add("LROW", Columns.FromRows(Languages.Rows));
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
            Names = new ProperNames(sections.Take<uint>("ORDI"), sections.Take<uint>("NAME")),
            Languages = ReadLanguages(sections),
        };
        sections.ExpectEnd();
        return parts;
    }

    private const int CalibrationFloats = 2 + Outputs.Count;

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
        return new FeatureTable(bits, present, Columns.ToRows(columns), sections.Take<float>("SCAL", Outputs.Count));
    }

    /// <summary>Only the language table of a model file, whatever else it holds.</summary>
    public static LanguageIdentifier LanguagesOf(byte[] content) => ReadLanguages(new SectionReader(content));

    private static LanguageIdentifier ReadLanguages(SectionReader sections) =>
        new(
            Columns.ToRows(sections.Take<sbyte>("LROW", LanguageIdentifier.RowBytes << LanguageIdentifier.Bits)),
            sections.Take<float>("LSCA", LanguageCodes.Count),
            sections.Take<float>("LBIA", LanguageCodes.Count)
        );

    private static IEnumerable<float> Flatten(Calibration calibration) =>
        [calibration.LabelSlope, calibration.StarSlope, .. calibration.Offsets];

    private static Calibration[] ReadCalibrations(float[] values) =>
        [
            .. values
                .Chunk(CalibrationFloats)
                .Select(v => new Calibration
                {
                    LabelSlope = v[0],
                    StarSlope = v[1],
                    Offsets = v[2..],
                }),
        ];
}

/// <summary>Rows of eight bytes stored column by column: alike bytes stand together and pack better.</summary>
internal static class Columns
{
    private const int Width = Outputs.Count;

    public static sbyte[] FromRows(sbyte[] rows)
    {
        var columns = new sbyte[rows.Length];
        var height = rows.Length / Width;
        for (var row = 0; row < height; row++)
        {
            for (var k = 0; k < Width; k++)
            {
                columns[k * height + row] = rows[row * Width + k];
            }
        }
        return columns;
    }

    public static sbyte[] ToRows(sbyte[] columns)
    {
        var rows = new sbyte[columns.Length];
        var height = columns.Length / Width;
        for (var row = 0; row < height; row++)
        {
            for (var k = 0; k < Width; k++)
            {
                rows[row * Width + k] = columns[k * height + row];
            }
        }
        return rows;
    }
}
