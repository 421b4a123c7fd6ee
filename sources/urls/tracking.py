"""Recognize query parameters that say how a reader came to a page, and not which page it is.

Mailers, advertisers and social networks add them; others are the number of a visit. Most are in the
global rules of ClearURLs (https://docs.clearurls.xyz). Those that other sites use for their
articles are left out, such as `ref`, `cid` and `source`.
"""

TRACKING_PARAMETERS = {
    # advertisers
    *("gclid", "gclsrc", "dclid", "gbraid", "wbraid", "gad_source", "gad_campaignid", "srsltid"),
    *("msclkid", "yclid", "ysclid", "ymclid", "rb_clickid", "rdt_cid", "sccid", "epik", "tblci"),
    *("dicbo", "oborigurl", "irclickid", "cjevent", "ef_id", "s_kwcid", "wtrid", "spm"),
    *("_branch_match_id", "_branch_referrer"),
    # social networks
    *("fbclid", "fb_action_ids", "fb_action_types", "fb_source", "fb_ref", "mibextid", "sfnsn"),
    *("action_object_map", "action_type_map", "action_ref_map", "__cft__[0]", "__tn__"),
    *("__xts__[0]", "twclid", "ttclid", "igshid", "igsh", "li_fat_id", "__twitter_impression"),
    *("ref_src", "ref_url", "soc_src", "soc_trk", "taid"),
    # mailers
    *("mc_cid", "mc_eid", "mc_tc", "mkt_tok", "_hsenc", "_hsmi", "__hssc", "__hstc", "__hsfp"),
    *("hsctatracking", "vero_id", "vero_conv", "oly_anon_id", "oly_enc_id", "wickedid", "__s"),
    *("dm_i", "_ke", "_kx", "_bta_tid", "_bta_c", "vgo_ee", "ml_subscriber"),
    *("ml_subscriber_hash", "trk_contact", "trk_msg", "trk_module", "trk_sid"),
    "nr_email_referer",
    # statistics
    *("_ga", "_gl", "_openstat", "os_ehash", "gs_l", "wt_mc", "wt_zmc", "wt.mc_id", "s_cid"),
    *("cmpid", "ncid", "ocid", "cvid", "xtor", "sc_campaign", "tracking_source", "usqp"),
    *("amp_js_v", "guccounter", "guce_referrer", "guce_referrer_sig", "at_medium", "at_campaign"),
    *("at_format", "ns_mchannel", "ns_source", "ns_campaign", "ns_linkname"),
    # visits
    *("phpsessid", "jsessionid"),
}
TRACKING_PREFIXES = (
    *("utm_", "mtm_", "pk_", "piwik_", "matomo_", "itm_", "stm_", "otm_", "ga_", "hsa_", "hmb_"),
    *("at_custom", "at_campaign_", "at_link_", "at_bbc_", "at_ptr_"),
)


def is_tracking_parameter(name: str) -> bool:
    """Whether a parameter with this name never names a page, in any case of its letters."""
    name = name.lower()
    return name in TRACKING_PARAMETERS or name.startswith(TRACKING_PREFIXES)
