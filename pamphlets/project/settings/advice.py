"""Keys that people look for -> the way to say it in settings that have no such key."""

from __future__ import annotations

_LINE = "nothing prints it alone: write it as a line of 'address', such as '{}'"
_NETWORKS = """
    facebook instagram linkedin x twitter tiktok youtube whatsapp pinterest mastodon bluesky threads nextdoor telegram
"""
NETWORKS = frozenset((*_NETWORKS.split(), "googlebusiness"))

CONTACT = {
    **dict.fromkeys(("telephone", "tel", "telefon", "phonenumber", "mobile", "cell"), "write 'phone'"),
    **dict.fromkeys(("mail", "emailaddress", "contact"), "write 'email'"),
    **dict.fromkeys(("website", "url", "homepage", "www", "domain", "webaddress"), "write 'web'"),
    **dict.fromkeys(("openinghours", "officehours", "open", "times", "schedule"), "write 'hours'"),
    **dict.fromkeys(("license", "licence", "licences", "registration", "licensenumber"), "write 'licenses'"),
    **dict.fromkeys(("bookingurl", "appointments", "bookonline"), "write 'booking'"),
    **dict.fromkeys(("locations", "branches", "offices"), "write 'sites', a list in which each has 'id' and 'name'"),
    **dict.fromkeys(("language", "lang", "locale"), "write 'languages'"),
    **dict.fromkeys(("papersize", "pagesize"), "write 'paper'"),
    **dict.fromkeys(("trade", "specialty", "speciality", "occupation", "industry"), "write 'profession'"),
    **dict.fromkeys(("slogan", "motto", "subtitle"), "write 'tagline'"),
    **dict.fromkeys(("social", "socialmedia", "networks", "accounts"), "write 'platforms'"),
    **dict.fromkeys(("fax", "faxnumber"), _LINE.format("Fax (207) 555-0199")),
    **dict.fromkeys(("parking", "directions", "accessibility"), _LINE.format("Parking behind the house")),
    **dict.fromkeys(
        ("street", "city", "zip", "zipcode", "postcode", "state", "addressline1", "addressline2"),
        "write the lines of the address under 'address', each after '- '",
    ),
    **dict.fromkeys(("colors", "colours", "colour"), "write 'color' in content/_brand.yml"),
    **dict.fromkeys(("font", "fonts"), "write 'typography' in content/_brand.yml"),
}
"""By key, without capitals and hyphens, what to do instead of it in a practice or a site."""

SOURCE = {
    **dict.fromkeys(("headline", "heading", "name", "topic"), "write 'title'"),
    **dict.fromkeys(("description", "abstract", "subtitle", "excerpt", "teaser", "intro", "lead"), "write 'summary'"),
    **dict.fromkeys(("authors", "by", "writer"), "write 'author'"),
    **dict.fromkeys(("reviewdate", "lastreviewed", "reviewedon"), "write 'reviewed'"),
    **dict.fromkeys(("nextreview", "expires", "reviewdue"), "write 'review-by'"),
    **dict.fromkeys(("reviewedby", "approvedby", "signedby"), "write 'reviewer'"),
    **dict.fromkeys(("permalink", "url"), "write 'slug': the last part of the page's address"),
    **dict.fromkeys(("type", "id", "template", "status", "logo", "page"), "delete it: nothing reads it here"),
}
"""By key, without capitals and hyphens, what to do instead of it in the front matter of a source."""
