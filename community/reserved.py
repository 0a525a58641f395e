"""Owns the words that nobody may be called: the site's addresses, words that programs use, and claims to be staff."""

import re

# Whoever has one of these in the name seems to speak for the site.
_STAFF_WORDS = (
    "admin admins administrator adminlembar superadmin superuser moderator moderators mod redaksi redaktur editor "
    "editors editorial lembar lembarid staff staf pengelola pengurus webmaster official root support helpdesk"
)
STAFF = set(_STAFF_WORDS.split())
# Whole names only: as a part of one, these are ordinary words ("Jody Root", "Budi Sistem").
_ONLY_ALONE = {"root", "support", "mod", "staf", "editorial", "pengurus"}
_MADE_OF_STAFF = re.compile(f"(?:{'|'.join(sorted(STAFF))})+")
_CLAIMS_MARK = re.compile(r"terverifikasi|verifikasi|verified|centang ?biru|\bofficial\b")
_TICKS = set(
    "\u2713\u2714\u2611\u2705\u221a\u2610\u2612\u237b\U0001f5f8\U0001f5f9\U0001f535\U0001f6e1\u2b55\u2b24\u26ab\u25cf"
)
# A handle is an address of its own, so no word that an address, a protocol, a mailbox or a program claims.
_ADDRESS_WORDS = (
    "write desk api accounts account settings articles article topics topic search feeds feed latest about rules "
    "corrections correction verification notices notice healthz readyz metrics static media admin demo me new help "
    "login logout signin signout signup register password session oauth auth sso robots.txt favicon.ico sitemap.xml "
    "news-sitemap.xml sitemap sitemaps robots favicon humans.txt security.txt ads.txt manifest.json sw.js security "
    "home index explore trending popular archive archives authors author writers writer people users user profile "
    "profiles notifications inbox messages contact privacy terms tos legal cookies cookie license licence copyright "
    "policy policies faq docs status blog shop store jobs press preview history submit photos photo images image img "
    "assets upload uploads download downloads files file public private internal system sistem rss atom json xml "
    "oembed embed ap inbox outbox webfinger wellknown well_known well-known www ftp mail email smtp imap pop pop3 dns "
    "ns ns1 ns2 mx cdn app apps dev test testing staging beta localhost localdomain postmaster hostmaster abuse "
    "noreply no-reply no_reply mailerdaemon nobody everyone all anonymous guest tamu anonim info berita tulis meja "
    "akun topik terbaru cari masuk keluar daftar tentang aturan ralat bantuan redirect edit create delete update "
    "null undefined none nil nan true false void object function constructor prototype __proto__ default"
)
_ADDRESSES = set(_ADDRESS_WORDS.split())
_LEET = str.maketrans("01345@$", "oieasas")


def is_reserved(handle: str) -> bool:
    """Whether a handle in small letters is reserved, dots and underscores or not, or has a word of the staff in it."""
    bare = re.sub(r"[._-]", "", handle)
    if handle in _ADDRESSES or bare in _ADDRESSES:
        return True
    return claims_staff(re.sub(r"[._-]", " ", handle))


def claims_staff(name: str) -> bool:
    """Whether a folded name passes for the site's own people: a word of it, or all of it run together."""
    words = [re.sub(r"\W|_", "", re.sub(r"\d+$", "", word).translate(_LEET)) for word in name.split()]
    return not STAFF.isdisjoint(set(words) - _ONLY_ALONE) or bool(_MADE_OF_STAFF.fullmatch("".join(words)))


def claims_verification(name: str) -> bool:
    """Whether it shows a tick, or says that its bearer is verified."""
    return bool(_TICKS & set(name)) or bool(_CLAIMS_MARK.search(name.casefold().translate(_LEET)))
