using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;
using ReputationWatch.App.Web.Language;

namespace ReputationWatch.App.Web.Tags;

/// <summary>A time as people say it, with the exact one in title and datetime: <c>&lt;when at="mention.PublishedAt" /&gt;</c>.</summary>
[HtmlTargetElement("when", TagStructure = TagStructure.WithoutEndTag)]
public sealed class WhenTagHelper(IServiceProvider services) : TagHelper
{
    public DateTimeOffset At { get; set; }

    /// <summary>Shows date and time instead of the distance.</summary>
    public bool Exact { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var words = services.GetRequiredService<Wording>();
        output.TagName = "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute(
            "datetime",
            At.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
        );
        output.Attributes.SetAttribute("title", words.DateAndTime(At));
        output.Content.SetContent(Exact ? words.DateAndTime(At) : words.Relative(At));
    }
}
