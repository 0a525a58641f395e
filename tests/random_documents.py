"""Random documents: such as the editor makes, and such as nobody should send."""

from hypothesis import strategies as st

ALPHABET = (
    "ab Z9\u00e9\u0301.,-*_[]()\\#>!`<&\"'\u2013\u00a0\t\n\u200b\u200d\u00ad\u202e\u2066\x00\x1b\ud800\ufffe\u0628"
    "\u0645\U0001f469\ufe0f"
)
TRICKY = [
    "**", "_", "***", "- a", "1. a", "## x", "> y", ">> z", "(foto abcd2345)", "(baca juga abcd2345)", "\\", "[a](b)",
    "kata", "rumah-rumah", " dan ", "snake_case", "<script>alert(1)</script>", "&lt;", "javascript:alert(1)",
]  # fmt: skip
ADDRESSES = [
    "https://berita.example/a", "https://wiki.example/Jakarta_(kota)", "mailto:a@berita.example", "/articles/abcd2345/",
    "#b-abcd2345", "javascript:alert(1)", "https://u@jahat.example/", "HTTPS://BERITA.EXAMPLE", "//jahat.example", "",
]  # fmt: skip
TYPES = [
    "doc", "paragraph", "section", "heading", "quote", "bullets", "numbers", "item", "line", "rule", "photo",
    "readalso", "text", "break", "table", "callout", "script", "", None, 7, ["text"],
]  # fmt: skip

texts = st.one_of(st.text(ALPHABET, max_size=12), st.sampled_from(TRICKY), st.text(max_size=6))
ids = st.one_of(
    st.sampled_from(["aaaaaaaa", "bbbb2222", "AAAAAAAA", "kurang", "", None, 3]),
    st.text("abc234", min_size=8, max_size=8),
)
links = st.builds(lambda href: {"type": "link", "attrs": {"href": href, "onclick": "x()"}}, st.sampled_from(ADDRESSES))
marks = st.lists(
    st.one_of(links, st.sampled_from([{"type": "strong"}, {"type": "em"}, {"type": "underline"}, 4])), max_size=4
)
text_nodes = st.builds(lambda text, marked: {"type": "text", "text": text, "marks": marked}, texts, marks)
inline = st.lists(st.one_of(text_nodes, text_nodes, st.just({"type": "break"})), max_size=5)


def _block(kind: str, **attrs: st.SearchStrategy) -> st.SearchStrategy:
    return st.fixed_dictionaries(
        {"type": st.just(kind), "attrs": st.fixed_dictionaries({"id": ids, **attrs}), "content": inline}
    )


def _list(kind: str, **attrs: st.SearchStrategy) -> st.SearchStrategy:
    line = st.fixed_dictionaries({"type": st.just("line"), "content": inline})
    item = st.builds(lambda own, words: {"type": "item", "attrs": {"id": own}, "content": [words]}, ids, line)
    return st.builds(
        lambda given, items: {"type": kind, "attrs": given, "content": items},
        st.fixed_dictionaries({"id": ids, **attrs}),
        st.lists(item, max_size=4),
    )


blocks = st.one_of(
    _block("paragraph"),
    _block("section"),
    _block("heading"),
    _block("quote", pull=st.booleans()),
    _list("bullets"),
    _list("numbers", start=st.one_of(st.integers(-1, 10_001), st.booleans(), st.just("4"))),
    st.builds(lambda own: {"type": "rule", "attrs": {"id": own}}, ids),
    st.builds(
        lambda own, code: {"type": "photo", "attrs": {"id": own, "photo": code}},
        ids,
        st.sampled_from(["foto2345", "<x>"]),
    ),
    st.builds(
        lambda own, code: {"type": "readalso", "attrs": {"id": own, "code": code}},
        ids,
        st.sampled_from(["kode2345", None]),
    ),
)
documents = st.builds(lambda content: {"type": "doc", "content": content}, st.lists(blocks, max_size=6))

_strangers = st.recursive(
    st.one_of(text_nodes, blocks),
    lambda children: st.fixed_dictionaries(
        {"type": st.sampled_from(TYPES)},
        optional={
            "content": st.lists(children, max_size=4),
            "attrs": st.one_of(st.fixed_dictionaries({"id": ids}), st.none(), st.just("attrs")),
            "text": texts,
            "onload": st.just("x()"),
        },
    ),
    max_leaves=12,
)
hostile_documents = st.builds(lambda content: {"type": "doc", "content": content}, st.lists(_strangers, max_size=5))
any_documents = st.one_of(documents, hostile_documents)
