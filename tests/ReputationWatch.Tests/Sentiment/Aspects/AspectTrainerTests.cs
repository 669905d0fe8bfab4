using System.IO.Compression;
using System.Text;
using ReputationWatch.Sentiment.Aspects;
using ReputationWatch.Sentiment.Modelling;

namespace ReputationWatch.Tests.Sentiment.Aspects;

public sealed class AspectTrainerTests
{
    private static readonly (string Words, AspectAnswer[] Answers)[] Kinds =
    [
        ("prix doux", [AspectAnswer.Positive, AspectAnswer.NotMentioned, AspectAnswer.NotMentioned]),
        ("prix salé", [AspectAnswer.Negative, AspectAnswer.NotMentioned, AspectAnswer.NotMentioned]),
        ("plat fade", [AspectAnswer.NotMentioned, AspectAnswer.Negative, AspectAnswer.NotMentioned]),
        ("plat exquis", [AspectAnswer.NotMentioned, AspectAnswer.Positive, AspectAnswer.NotMentioned]),
        ("serveur correct", [AspectAnswer.NotMentioned, AspectAnswer.NotMentioned, AspectAnswer.Neutral]),
        ("serveur odieux", [AspectAnswer.NotMentioned, AspectAnswer.NotMentioned, AspectAnswer.Negative]),
    ];

    private static AspectExample[] Examples() =>
        [
            .. Enumerable
                .Range(0, 120)
                .Select(i => new AspectExample($"le {Kinds[i % 6].Words} hier {i % 7}", Kinds[i % 6].Answers)),
        ];

    private static readonly AspectModel Trained = AspectTrainer.Train(Examples(), 1);

    private static AspectAnswer[] Answers(AspectModel model, string text)
    {
        var p = new float[12];
        AspectModel.Read(text);
        model.Probabilities(Workspace.Current.Features, p);
        return [.. p.Chunk(4).Select(a => (AspectAnswer)Array.IndexOf(a, a.Max()))];
    }

    [Fact]
    public void Train_FewTexts_TellsTheAnswersApart()
    {
        foreach (var (words, answers) in Kinds)
        {
            Assert.Equal(answers, Answers(Trained, $"un {words}"));
        }
    }

    [Fact]
    public void Train_SameSeed_GivesTheSameWeights_AndAnotherSeedOthers()
    {
        Assert.Equal(Trained.Rows, AspectTrainer.Train(Examples(), 1).Rows);
        Assert.Equal(Trained.Biases, AspectTrainer.Train(Examples(), 1).Biases);
        Assert.NotEqual(Trained.Rows, AspectTrainer.Train(Examples(), 2).Rows);
    }

    [Fact]
    public void Train_Weights_FillTheirBytes()
    {
        Assert.Contains(sbyte.MaxValue, Trained.Rows);
        Assert.InRange(Trained.Scale, 1e-6f, 0.1f);
    }

    [Fact]
    public void Train_OnNothing_KnowsNothing()
    {
        var model = AspectTrainer.Train([], 1);

        Assert.All(model.Rows, r => Assert.Equal(0, r));
        Assert.All(model.Biases, b => Assert.Equal(0, b));
    }

    /// <summary>An answer that stands in few texts is not drowned by the ones that stand in many.</summary>
    [Fact]
    public void Train_RareAnswer_IsLearntBesideACommonOne()
    {
        AspectExample[] texts =
        [
            .. Enumerable
                .Range(0, 190)
                .Select(i => new AspectExample(
                    $"soir {i % 9}",
                    [AspectAnswer.NotMentioned, AspectAnswer.NotMentioned, AspectAnswer.NotMentioned]
                )),
            .. Enumerable
                .Range(0, 10)
                .Select(i => new AspectExample(
                    $"cadre {i % 9}",
                    [AspectAnswer.Neutral, AspectAnswer.NotMentioned, AspectAnswer.NotMentioned]
                )),
        ];

        var model = AspectTrainer.Train(texts, 1);

        Assert.Equal(AspectAnswer.Neutral, Answers(model, "cadre 3")[0]);
        Assert.Equal(AspectAnswer.NotMentioned, Answers(model, "soir 3")[0]);
    }

    [Fact]
    public void Read_AFolder_TakesTheThreeAnswersAndTheText()
    {
        var folder = Directory.CreateTempSubdirectory("rw-aspects-");
        try
        {
            var set = folder.CreateSubdirectory("absa_resto");
            using (
                var file = new GZipStream(
                    File.Create(Path.Combine(set.FullName, "train_absa.tsv.gz")),
                    CompressionMode.Compress
                )
            )
            {
                file.Write(
                    Encoding.UTF8.GetBytes(
                        "price\tfood\tservice\tstars\ttext\nPositive\tNegative\tNeutral\t3\tPlat\tfroid\nNE\t\tNegative\t1\tAttente\nshort\tline\n"
                    )
                );
            }

            var read = AspectTrainer.Read(folder.FullName);

            Assert.Equal(["Plat\tfroid", "Attente"], read.Select(e => e.Text));
            Assert.Equal([AspectAnswer.Positive, AspectAnswer.Negative, AspectAnswer.Neutral], read[0].Answers);
            Assert.Equal(
                [AspectAnswer.NotMentioned, AspectAnswer.NotMentioned, AspectAnswer.Negative],
                read[1].Answers
            );
            Assert.Equal(AspectTrainer.Train(read, 3).Rows, AspectTrainer.Train(folder.FullName, 3).Rows);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
