using System.Text;
using FsCheck;
using FsCheck.Fluent;
using ReputationWatch.Connectors.Social;
using ReputationWatch.Core.Mentions;

namespace ReputationWatch.Tests.Social;

/// <summary>Answers written after each network's documentation, cut to what is read of them.</summary>
public sealed class SocialItemsTests
{
    private static IReadOnlyList<RawItem> Read(string network, string answer, string? url = null) =>
        SocialItems.Read(network, Encoding.UTF8.GetBytes(answer), url)!;

    [Fact]
    public void Read_RedditListing_GivesPostsWithEscapesUndone()
    {
        var item = Assert.Single(
            Read(
                "reddit",
                """
                {"kind":"Listing","data":{"after":"t3_b","children":[
                  {"kind":"t3","data":{"id":"a","name":"t3_a","title":"Caf&amp; Bar","selftext":"1 &lt; 2","author":"ada","author_fullname":"t2_x",
                   "created_utc":1763719200.0,"permalink":"/r/paris/comments/a/cafe/","url":"https://i.redd.it/x.png","score":12,"num_comments":3,
                   "num_crossposts":1,"edited":false}},
                  {"kind":"more","data":{"children":["c"]}}]}}
                """
            )
        );

        Assert.Equal(("t3_a", "Caf& Bar", "1 < 2"), (item.ExternalId, item.Title, item.Text));
        Assert.Equal("https://www.reddit.com/r/paris/comments/a/cafe/", item.Url);
        Assert.Equal(new DateTimeOffset(2025, 11, 21, 10, 0, 0, TimeSpan.Zero), item.PublishedAt);
        Assert.Equal((12, 3, 1), (item.Likes, item.Replies, item.Shares));
        Assert.Equal(("ada", MentionKind.Post), (item.AuthorHandle, item.Kind));
    }

    [Fact]
    public void Read_RedditCommentPage_GivesTheWholeTreeWithoutWhatWasDeleted()
    {
        var items = Read(
            "reddit",
            """
            [{"kind":"Listing","data":{"children":[{"kind":"t3","data":{"name":"t3_a","title":"Hotel","selftext":"[removed]","author":"[deleted]"}}]}},
             {"kind":"Listing","data":{"children":[
               {"kind":"t1","data":{"name":"t1_1","body":"[deleted]","author":"[deleted]","replies":
                 {"kind":"Listing","data":{"children":[{"kind":"t1","data":{"name":"t1_2","body":"loud","author":"bob","parent_id":"t1_1","replies":""}}]}}}}]}}]
            """
        );

        Assert.Equal(["t3_a", "t1_2"], items.Select(i => i.ExternalId));
        Assert.Equal(("", null), (items[0].Text, items[0].AuthorHandle));
        Assert.Equal((MentionKind.Comment, "t1_1"), (items[1].Kind, items[1].ParentId));
    }

    [Theory]
    [InlineData("[{0}]")]
    [InlineData("{{\"accounts\":[],\"statuses\":[{0}],\"hashtags\":[]}}")]
    [InlineData("{{\"ancestors\":[],\"descendants\":[{0}]}}")]
    [InlineData("{0}")]
    [InlineData("[{{\"id\":\"9\",\"content\":\"\",\"account\":{{\"acct\":\"booster\"}},\"reblog\":{0}}}]")]
    public void Read_MastodonStatusInAnyAnswer_IsTheSame(string frame)
    {
        const string Status = """
            {"id":"1","uri":"https://m.example/users/zoe/statuses/1","url":"https://m.example/@zoe/1","created_at":"2026-11-20T08:30:00.000Z",
             "language":"fr","spoiler_text":"","content":"<p>Bonjour <a href=\"https://h.example/\"><span class=\"invisible\">https://</span><span>h.example/</span></a></p><p>fin</p>",
             "account":{"id":"7","acct":"zoe@m.example","display_name":"Zo\u00e9","url":"https://m.example/@zoe","followers_count":40},
             "favourites_count":2,"reblogs_count":3,"replies_count":1,"in_reply_to_id":null,"reblog":null}
            """;

        var item = Assert.Single(Read("mastodon", frame.Replace("{{", "{").Replace("}}", "}").Replace("{0}", Status)));

        Assert.Equal(("1", "Bonjour https://h.example/ fin", "fr"), (item.ExternalId, item.Text, item.Language));
        Assert.Equal(
            ("zoe@m.example", "Zo\u00e9", "https://m.example/@zoe/1"),
            (item.AuthorHandle, item.AuthorName, item.Url)
        );
        Assert.Equal((2, 1, 3, 40), (item.Likes, item.Replies, item.Shares, item.Reach));
    }

    [Theory]
    [InlineData("{\"posts\":[POST]}")]
    [InlineData("{\"feed\":[{\"post\":POST,\"reason\":{\"$type\":\"app.bsky.feed.defs#reasonRepost\"}}]}")]
    [InlineData(
        "{\"thread\":{\"post\":POST,\"replies\":[{\"$type\":\"app.bsky.feed.defs#notFoundPost\",\"uri\":\"at://x\",\"notFound\":true}]}}"
    )]
    public void Read_BlueskyPostInAnyAnswer_IsTheSame(string frame)
    {
        const string Post = """
            {"uri":"at://did:plc:abc/app.bsky.feed.post/3k","cid":"b","author":{"did":"did:plc:abc","handle":"lea.example","displayName":"L\u00e9a"},
             "record":{"$type":"app.bsky.feed.post","text":"gr\u00e8ve","createdAt":"2026-11-20T08:30:00.123Z","langs":["fr","en"]},
             "replyCount":1,"repostCount":2,"likeCount":3,"indexedAt":"2026-11-20T08:30:01Z"}
            """;

        var item = Assert.Single(Read("bluesky", frame.Replace("POST", Post)));

        Assert.Equal("at://did:plc:abc/app.bsky.feed.post/3k", item.ExternalId);
        Assert.Equal("https://bsky.app/profile/lea.example/post/3k", item.Url);
        Assert.Equal(
            ("gr\u00e8ve", "fr", "lea.example", "L\u00e9a"),
            (item.Text, item.Language, item.AuthorHandle, item.AuthorName)
        );
        Assert.Equal((3, 1, 2), (item.Likes, item.Replies, item.Shares));
    }

    [Fact]
    public void Read_XSearch_JoinsAuthorsAndTakesTheWholeNote()
    {
        var items = Read(
            "x",
            """
            {"data":[
              {"id":"10","text":"cut\u2026","note_tweet":{"text":"R&amp;D at length"},"author_id":"5","created_at":"2026-11-20T08:30:00.000Z","lang":"en",
               "public_metrics":{"retweet_count":4,"reply_count":2,"like_count":9,"quote_count":1,"impression_count":800},
               "referenced_tweets":[{"type":"quoted","id":"1"},{"type":"replied_to","id":"8"}]},
              {"id":"11","text":"x","author_id":"6","lang":"und"}],
             "includes":{"users":[{"id":"5","name":"Ada L.","username":"ada"}]},"meta":{"result_count":2}}
            """
        );

        Assert.Equal(
            ("10", "R&D at length", "https://x.com/ada/status/10"),
            (items[0].ExternalId, items[0].Text, items[0].Url)
        );
        Assert.Equal(("ada", "Ada L.", "8"), (items[0].AuthorHandle, items[0].AuthorName, items[0].ParentId));
        Assert.Equal((9, 2, 4, 800), (items[0].Likes, items[0].Replies, items[0].Shares, items[0].Reach));
        Assert.Equal(("https://x.com/i/status/11", null), (items[1].Url, items[1].Language));
    }

    [Fact]
    public void Read_XWithoutResults_IsEmpty() => Assert.Empty(Read("x", """{"meta":{"result_count":0}}"""));

    [Fact]
    public void Read_DiscourseSearch_JoinsTopics()
    {
        var item = Assert.Single(
            Read(
                "discourse",
                """
                {"posts":[{"id":31,"name":"","username":"max","created_at":"2026-11-20T08:30:00.000Z","like_count":2,"blurb":"slow &amp; dear","post_number":4,"topic_id":7}],
                 "topics":[{"id":7,"title":"Delivery","slug":"delivery"}]}
                """,
                "https://forum.example/search.json?q=x"
            )
        );

        Assert.Equal(("31", "Delivery", "slow & dear"), (item.ExternalId, item.Title, item.Text));
        Assert.Equal(
            ("https://forum.example/t/delivery/7/4", "max", null),
            (item.Url, item.AuthorHandle, item.AuthorName)
        );
        Assert.Equal((2, MentionKind.Comment), (item.Likes, item.Kind));
    }

    [Fact]
    public void Read_DiscourseTopic_LeavesOutWhatTheForumItselfSaid()
    {
        var items = Read(
            "discourse",
            """
            {"id":7,"title":"Delivery","slug":"delivery","post_stream":{"posts":[
              {"id":1,"username":"a","name":"Ann","cooked":"<p>first</p>","post_number":1,"topic_id":7,"reply_count":2,"actions_summary":[{"id":2,"count":5}]},
              {"id":2,"username":"mod","cooked":"","action_code":"closed.enabled","post_number":2,"topic_id":7},
              {"id":3,"username":"b","cooked":"<p>gone</p>","user_deleted":true,"post_number":3,"topic_id":7}]}}
            """,
            "https://forum.example/t/7.json"
        );

        var item = Assert.Single(items);
        Assert.Equal(("first", "Ann", "https://forum.example/t/delivery/7/1"), (item.Text, item.AuthorName, item.Url));
        Assert.Equal((5, 2), (item.Likes, item.Replies));
    }

    [Fact]
    public void Read_YouTubeThreads_GivesCommentsAndTheirReplies()
    {
        var items = Read(
            "youtube",
            """
            {"items":[{"kind":"youtube#commentThread","id":"U1","snippet":{"videoId":"v","totalReplyCount":1,"topLevelComment":
              {"id":"U1","snippet":{"videoId":"v","textDisplay":"tr&egrave;s <b>bien</b><br>merci","authorDisplayName":"@mia","authorChannelUrl":"http://www.youtube.com/@mia",
               "authorChannelId":{"value":"UC1"},"likeCount":6,"publishedAt":"2026-11-20T08:30:00Z","updatedAt":"2026-11-20T08:30:00Z"}}},
              "replies":{"comments":[{"id":"U1.r","snippet":{"textOriginal":"non","parentId":"U1","authorDisplayName":"Jo","likeCount":0}}]}}]}
            """
        );

        Assert.Equal(["U1", "U1.r"], items.Select(i => i.ExternalId));
        Assert.Equal("tr\u00e8s bien merci", items[0].Text);
        Assert.Equal("https://www.youtube.com/watch?v=v&lc=U1.r", items[1].Url);
        Assert.Equal(
            ("@mia", "UC1", 6, 1),
            (items[0].AuthorHandle, items[0].AuthorId, items[0].Likes, items[0].Replies)
        );
        Assert.Equal(("U1", "Jo"), (items[1].ParentId, items[1].AuthorName));
    }

    [Fact]
    public void Read_AppStoreFeed_SkipsTheAppItself()
    {
        var item = Assert.Single(
            Read(
                "appstore",
                """
                {"feed":{"entry":[
                  {"im:name":{"label":"Bank"},"id":{"label":"https://apps.apple.com/app/id1"},"title":{"label":"Bank"}},
                  {"author":{"uri":{"label":"https://itunes.apple.com/fr/reviews/id9"},"name":{"label":"Luc"}},"im:version":{"label":"2.1"},"im:rating":{"label":"2"},
                   "id":{"label":"99"},"title":{"label":"Bof"},"content":{"label":"Plante & rame","attributes":{"type":"text"}},
                   "link":{"attributes":{"rel":"related","href":"https://itunes.apple.com/fr/review?id=1"}},"im:voteSum":{"label":"3"},"updated":{"label":"2026-11-20T01:30:00-07:00"}}]}}
                """
            )
        );

        Assert.Equal(("99", "Bof", "Plante & rame", 2d), (item.ExternalId, item.Title, item.Text, item.Rating!.Value));
        Assert.Equal(
            new DateTimeOffset(2026, 11, 20, 8, 30, 0, TimeSpan.Zero),
            item.PublishedAt!.Value.ToUniversalTime()
        );
        Assert.Equal(("Luc", "https://itunes.apple.com/fr/review?id=1"), (item.AuthorName, item.Url));
    }

    [Fact]
    public void Read_AppStoreFeedWithOneReview_ReadsIt() =>
        Assert.Single(
            Read(
                "appstore",
                """{"feed":{"entry":{"id":{"label":"1"},"im:rating":{"label":"5"},"content":{"label":"ok"}}}}"""
            )
        );

    [Fact]
    public void Read_HackerNewsHits_TellsStoriesFromComments()
    {
        var items = Read(
            "hackernews",
            """
            {"hits":[
              {"objectID":"1","title":"Show HN: X &amp; Y","url":"https://x.example/","author":"pg","points":7,"num_comments":2,"created_at":"2026-11-20T08:30:00Z","created_at_i":1795163400},
              {"objectID":"2","comment_text":"It&#x27;s <i>fine</i><p>really","story_title":"Show","story_id":1,"parent_id":1,"author":"sam","title":null,"points":null}],"nbHits":2}
            """
        );

        Assert.Equal(("Show HN: X & Y", "https://news.ycombinator.com/item?id=1"), (items[0].Title, items[0].Url));
        Assert.Equal((7, 2, MentionKind.Post), (items[0].Likes, items[0].Replies, items[0].Kind));
        Assert.Equal(
            ("It's fine really", "sam", "1", MentionKind.Comment),
            (items[1].Text, items[1].AuthorHandle, items[1].ParentId, items[1].Kind)
        );
    }

    [Fact]
    public void Read_HackerNewsTree_LeavesOutDeletedItems() =>
        Assert.Equal(
            ["1", "3"],
            Read(
                    "hackernews",
                    """{"id":1,"title":"T","author":"a","children":[{"id":2,"text":null,"author":null,"children":[{"id":3,"text":"still here","author":"b","children":[]}]}]}"""
                )
                .Select(i => i.ExternalId)
        );

    [Fact]
    public void Read_TrustpilotReviews_GivesStarsAndWhatIsShown()
    {
        var item = Assert.Single(
            Read(
                "trustpilot",
                """
                {"links":[],"reviews":[
                  {"id":"r1","stars":1,"title":"Nul","text":"Jamais re\u00e7u","language":"fr","createdAt":"2026-11-20T08:30:00Z","updatedAt":null,"numberOfLikes":4,"status":"active",
                   "consumer":{"id":"c1","displayName":"Nora","numberOfReviews":1},"businessUnit":{"displayName":"Shop"},"companyReply":null},
                  {"id":"r2","stars":5,"title":"x","text":"y","status":"archived"}]}
                """
            )
        );

        Assert.Equal(
            ("r1", "Nul", "fr", 1d, 4L),
            (item.ExternalId, item.Title, item.Language, item.Rating!.Value, item.Likes)
        );
        Assert.Equal(
            ("Nora", "https://www.trustpilot.com/reviews/r1", "Shop"),
            (item.AuthorName, item.Url, item.ItemReviewed)
        );
    }

    [Fact]
    public void Read_StackExchangeItems_TellsQuestionsAnswersAndCommentsApart()
    {
        var items = Read(
            "stackexchange",
            """
            {"items":[
              {"question_id":1,"title":"Why &#39;x&#39;?","body":"<p>a <code>b</code></p>","link":"https://s.example/q/1","creation_date":1795163400,
               "score":-2,"answer_count":3,"view_count":90,"owner":{"account_id":7,"user_id":8,"display_name":"A &amp; B"}},
              {"answer_id":1,"question_id":1,"body":"<p>so</p>","score":4},
              {"comment_id":5,"post_id":1,"body":"no"},
              {"quota":1}],"has_more":false}
            """
        );

        Assert.Equal(["q1", "a1", "c5"], items.Select(i => i.ExternalId));
        Assert.Equal(("Why 'x'?", "a b", "A & B"), (items[0].Title, items[0].Text, items[0].AuthorName));
        Assert.Equal((-2, 3, 90), (items[0].Likes, items[0].Replies, items[0].Reach));
        Assert.Equal(("1", "1"), (items[1].ParentId, items[2].ParentId));
    }

    [Theory]
    [InlineData("Tr\\u00e8s bien", "Tr\u00e8s bien")]
    [InlineData("(Translated by Google) Very good\\n\\n(Original)\\nTr\\u00e8s bien", "Tr\u00e8s bien")]
    [InlineData("Tr\\u00e8s bien\\n\\n(Translated by Google)\\nVery good", "Tr\u00e8s bien")]
    public void Read_GoogleBusinessReview_KeepsWhatWasWritten(string comment, string text)
    {
        var item = Assert.Single(
            Read(
                "googlebusiness",
                "{\"reviews\":[{\"reviewId\":\"r\",\"reviewer\":{\"displayName\":\"Eva\"},\"starRating\":\"FOUR\",\"createTime\":\"2026-11-20T08:30:00.5Z\",\"comment\":\""
                    + comment
                    + "\"}]}"
            )
        );

        Assert.Equal(("r", text, "Eva", 4d), (item.ExternalId, item.Text, item.AuthorName, item.Rating!.Value));
    }

    [Fact]
    public void Read_TextWithHalfAnEmoji_KeepsTheRest() =>
        Assert.Equal("fine \ufffd", Assert.Single(Read("x", """{"data":{"id":"1","text":"fine \ud83d"}}""")).Text);

    [Fact]
    public void Read_SameItemTwice_GivesItOnce() =>
        Assert.Single(Read("x", """{"data":[{"id":"1","text":"a"},{"id":"1","text":"a"}]}"""));

    [Theory]
    [InlineData("no json at all")]
    [InlineData("")]
    public void Read_NoJson_IsNothing(string answer) =>
        Assert.Null(SocialItems.Read("x", Encoding.UTF8.GetBytes(answer), null));

    [Fact]
    public void Read_UnknownNetwork_IsNothing() => Assert.Null(SocialItems.Read("myspace", "{}"u8.ToArray(), null));

    /// <summary>Every member of the samples with a value of every other type, in every network.</summary>
    [Fact]
    public void Read_MembersOfAnyType_NeverThrows()
    {
        string[] values =
        [
            "null",
            "\"\"",
            "\"x\"",
            "1e300",
            "-1",
            "true",
            "[]",
            "[[]]",
            "{}",
            "[{\"id\":{}}]",
            "{\"id\":[1]}",
            "\"\\ud800\"",
        ];
        string[] names =
        [
            "data",
            "kind",
            "children",
            "feed",
            "entry",
            "posts",
            "post",
            "record",
            "thread",
            "items",
            "snippet",
            "hits",
            "id",
            "statuses",
            "content",
            "account",
            "reviews",
            "stars",
            "includes",
            "users",
            "topic_list",
            "topics",
            "posters",
            "reblog",
            "created_utc",
            "author",
            "replies",
        ];
        foreach (var network in SocialItems.Networks)
        {
            foreach (var outer in names)
            {
                foreach (var inner in names)
                {
                    foreach (var value in values)
                    {
                        var member = $"{{\"id\":\"1\",\"kind\":\"t3\",\"{inner}\":{value}}}";
                        _ = Read(network, $"{{\"{outer}\":{member}}}");
                        _ = Read(network, $"{{\"kind\":\"Listing\",\"{outer}\":[{member},{value}]}}");
                        _ = Read(network, $"[{member},{value}]");
                    }
                }
            }
        }
    }

    [Fact]
    public void Read_AnyBytes_NeverThrows() =>
        Prop.ForAll<byte[]>(bytes =>
            {
                foreach (var network in SocialItems.Networks)
                {
                    _ = SocialItems.Read(network, (byte[])[.. "{\"data\":"u8, .. bytes], "x");
                }
            })
            .QuickCheckThrowOnFailure();
}
