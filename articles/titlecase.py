"""Owns how a title looks with the capitals of its language; the studio offers it and never forces it.

Indonesian: EYD V (2022), capitals: every word but the small ones, both halves of a doubled word. English: the usual
small words stay small unless first or last.
"""

import re

SMALL = {
    "id": set(
        "agar antara atas atau bagi bahwa dalam dan dari daripada dengan di hingga jika kalau karena ke kepada ketika "
        "maka namun oleh pada para per sambil sang seperti serta si sebagai sejak supaya tanpa tentang terhadap "
        "tetapi untuk yang".split()
    ),
    "en": set("a an and as at but by for from in nor of on or per the to via vs with".split()),
}
WORD = re.compile(r"[^\W_]+(?:['\u2019.][^\W_]+)*(?:[-\u2010][^\W_]+(?:['\u2019.][^\W_]+)*)*")
BEGINS_ANEW = re.compile(r"[:?!.\u2013\u2014]\W*$")  # what stands before a word that is first again
SHOUTED = 4  # letters from which a title in capitals alone is no abbreviation


def in_title_case(title: str, language: str) -> str:
    """`title` with other capitals, and no other change. A word with capitals of its own keeps them: BPS, iPhone."""
    letters = [sign for sign in title if sign.isalpha()]
    text = title.lower() if len(letters) > SHOUTED and all(sign.isupper() for sign in letters) else title
    words = list(WORD.finditer(text))
    out, done = [], 0
    for place, word in enumerate(words):
        before = text[done : word.start()]
        is_first = place == 0 or bool(BEGINS_ANEW.search(before))
        is_last = language == "en" and place == len(words) - 1
        out += [
            before,
            _capital(word.group(), SMALL.get(language, SMALL["en"]), may_be_small=not (is_first or is_last)),
        ]
        done = word.end()
    return "".join([*out, text[done:]])


def _capital(word: str, small: set[str], *, may_be_small: bool) -> str:
    if word[1:] != word[1:].lower():
        return word
    if may_be_small and word.lower() in small:
        return word.lower()
    first, *others = re.split(r"([-\u2010])", word)
    doubled = [part.capitalize() if part.lower() == first.lower() else part for part in others]
    return first[:1].upper() + first[1:] + "".join(doubled)
