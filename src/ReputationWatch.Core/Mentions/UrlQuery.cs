namespace ReputationWatch.Core.Mentions;

/// <summary>Query strings without what only says where a visitor came from, in a fixed order.</summary>
internal static class UrlQuery
{
    private static readonly HashSet<string> Tracking = new(StringComparer.OrdinalIgnoreCase)
    {
        "fbclid",
        "gclid",
        "gclsrc",
        "dclid",
        "gbraid",
        "wbraid",
        "gad_source",
        "gad_campaignid",
        "srsltid",
        "msclkid",
        "yclid",
        "ysclid",
        "ymclid",
        "twclid",
        "ttclid",
        "li_fat_id",
        "igshid",
        "igsh",
        "ig_rid",
        "epik",
        "sccid",
        "scclid",
        "rdt_cid",
        "mc_cid",
        "mc_eid",
        "mc_tc",
        "mkt_tok",
        "_hsenc",
        "_hsmi",
        "hsctatracking",
        "__hstc",
        "__hssc",
        "__hsfp",
        "vero_id",
        "vero_conv",
        "oly_anon_id",
        "oly_enc_id",
        "_openstat",
        "wickedid",
        "rb_clickid",
        "s_cid",
        "s_kwcid",
        "ef_id",
        "ml_subscriber",
        "ml_subscriber_hash",
        "_branch_match_id",
        "_branch_referrer",
        "zanpid",
        "irclickid",
        "irgwc",
        "cjevent",
        "awc",
        "clickid",
        "affid",
        "xtor",
        "xtref",
        "xtcr",
        "xtmc",
        "xtnp",
        "cmpid",
        "cmp",
        "icid",
        "ncid",
        "ns_campaign",
        "ns_mchannel",
        "ns_source",
        "ns_linkname",
        "ns_fee",
        "wt.mc_id",
        "wt_mc",
        "wt_zmc",
        "wtmc",
        "smid",
        "smtyp",
        "ito",
        "ref_src",
        "ref_url",
        "referrer",
        "referer",
        "guccounter",
        "guce_referrer",
        "guce_referrer_sig",
        "trk",
        "trkinfo",
        "trkemail",
        "trackingid",
        "lipi",
        "originalsubdomain",
        "fb_action_ids",
        "fb_action_types",
        "fb_source",
        "fb_ref",
        "fb_comment_id",
        "fb_locale",
        "action_object_map",
        "action_type_map",
        "action_ref_map",
        "_ga",
        "_gl",
        "_gac",
        "_ke",
        "_kx",
        "spm",
        "scm",
        "algo_pvid",
        "soc_src",
        "soc_trk",
        "tracking_source",
        "sharetoken",
        "share_id",
        "mibextid",
        "__tn__",
        "__cft__",
        "__xts__",
        "__twitter_impression",
        "usqp",
        "amp_js_v",
        "amp_gsa",
        "outputtype",
        "phpsessid",
        "jsessionid",
        "aspsessionid",
        "sessionid",
        "session_id",
        "ck_subscriber_id",
        "dm_i",
        "elqtrackid",
        "elqtrack",
        "et_rid",
        "nr_email_referer",
        "sref",
        "sr_share",
        "wprov",
        "cndid",
        "esrc",
        "bxid",
        "hash_email",
        "gaa_at",
        "gaa_n",
        "gaa_ts",
        "gaa_sig",
        "matomo_campaign",
        "matomo_kwd",
        "source_caller",
        "ocid",
        "ftag",
        "linkid",
        "tduid",
    };

    private static readonly string[] TrackingPrefixes =
    [
        "utm_",
        "utm-",
        "at_",
        "pk_",
        "piwik_",
        "mtm_",
        "matomo_",
        "hsa_",
        "stm_",
        "itm_",
        "ga_",
        "fb_ad",
        "bsft_",
        "__cft__",
        "guce_",
    ];

    // Parameters that track on one site and mean something on another.
    private static readonly (string Host, string[] Names)[] OnSites =
    [
        ("youtube.com", ["feature", "si", "pp", "ab_channel", "app", "lc_src"]),
        ("youtu.be", ["feature", "si"]),
        ("spotify.com", ["si", "context", "nd"]),
        ("twitter.com", ["s", "t", "ref"]),
        ("x.com", ["s", "t", "ref"]),
        ("reddit.com", ["share", "ref", "ref_source", "context", "rdt", "sort"]),
        ("instagram.com", ["hl", "img_index", "utm"]),
        (
            "facebook.com",
            ["ref", "refid", "refsrc", "_rdr", "_rdc", "sfnsn", "paipv", "eav", "notif_id", "notif_t", "locale"]
        ),
        ("linkedin.com", ["rcm", "trackingid", "refid", "midtoken", "midsig", "eid", "otptoken"]),
        ("tiktok.com", ["_r", "_t", "is_from_webapp", "sender_device", "lang", "is_copy_url", "web_id", "q", "t"]),
        ("lemonde.fr", ["lmd_medium", "lmd_campaign", "lmd_creation", "lmd_source"]),
        ("theguardian.com", ["cmp", "share"]),
        ("medium.com", ["source", "sk"]),
        ("substack.com", ["r", "s", "publication_id", "post_id", "isfreemail", "triedredirect"]),
        ("bbc.com", ["ocid", "ns_mchannel", "xtor"]),
    ];

    public static string Canonical(string query, string host, string path)
    {
        var pairs = (query.Length > 0 ? query[1..] : query)
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(p => UrlEscapes.Normalize(p.Replace('+', ' ')))
            .Where(p => !IsTracking(p, host))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
        return string.Join('&', pairs);
    }

    private static bool IsTracking(string pair, string host)
    {
        var equals = pair.IndexOf('=', StringComparison.Ordinal);
        var name = Uri.UnescapeDataString(equals < 0 ? pair : pair[..equals]);
        var value = equals < 0 ? "" : pair[(equals + 1)..];
        return name.Length == 0
            || Tracking.Contains(name)
            || Array.Exists(TrackingPrefixes, p => name.StartsWith(p, StringComparison.OrdinalIgnoreCase))
            || IsAmp(name, value)
            || (name == "m" && value is "0" or "1" && host.Contains(".blogspot.", StringComparison.Ordinal))
            || Array.Exists(OnSites, s => IsOn(host, s.Host) && s.Names.Contains(name.ToLowerInvariant()));
    }

    /// <summary>amp, amp=1, outputType=amp; but not amp=220 of a shop for guitars.</summary>
    private static bool IsAmp(string name, string value) =>
        name.Equals("amp", StringComparison.OrdinalIgnoreCase) && value is "" or "1" or "true" or "amp" or "yes";

    private static bool IsOn(string host, string site) =>
        host == site || host.EndsWith("." + site, StringComparison.Ordinal);
}
