using Microsoft.AspNetCore.Razor.TagHelpers;

namespace ReputationWatch.App.Web.Tags;

/// <summary>An icon of the sprite: <c>&lt;icon name="rss" /&gt;</c>. Decoration unless it has a label.</summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.WithoutEndTag)]
public sealed class IconTagHelper(IServiceProvider services) : TagHelper
{
    public string Name { get; set; } = "";

    public string? Label { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var files = services.GetRequiredService<WebFiles>();
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        var own = output.Attributes["class"]?.Value?.ToString();
        output.Attributes.SetAttribute("class", own is null ? "icon" : "icon " + own);
        if (Label is null)
        {
            output.Attributes.SetAttribute("aria-hidden", "true");
        }
        else
        {
            output.Attributes.SetAttribute("role", "img");
            output.Attributes.SetAttribute("aria-label", Label);
        }
        output.Content.SetHtmlContent($"""<use href="{files.Address("/lib/icons.svg")}#{Name}"></use>""");
    }
}
