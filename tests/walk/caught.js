// Run in the studio's page by typing.py. The page's own modules are imported once more: they are the same objects.
// The view is caught when it next draws.
async () => {
  const address = (end) => performance.getEntriesByType("resource").map(({ name }) => name).find((name) => end.test(name));
  const [pm, shape] = await Promise.all([import(address(/vendor\/prosemirror[^/]*\.js$/)), import(address(/studio\/schema[^/]*\.js$/))]);
  const draw = pm.EditorView.prototype.updateState;
  window.paper = { pm, schema: shape.schema, violations: [] };
  document.addEventListener("securitypolicyviolation", (told) => window.paper.violations.push(`${told.violatedDirective} ${told.sourceFile}`));
  const place = (doc, [id, offset]) => {
    let found = null;
    doc.descendants((node, at) => { if (node.attrs.id === id) found = node.isAtom ? at : at + (node.type.name === "item" ? 2 : 1) + offset; });
    return found;
  };
  const spot = ($at) => {
    for (let depth = $at.depth; depth > 0; depth--) if ($at.node(depth).attrs.id !== undefined) return [$at.node(depth).attrs.id, $at.parentOffset];
    return ["", $at.index(0)];
  };
  Object.assign(window.paper, {
    set(json, anchor, head) {
      const doc = pm.Node.fromJSON(shape.schema, json), { view } = window.paper;
      view.updateState(pm.EditorState.create({ doc, plugins: view.state.plugins }));
      view.focus();
      window.paper.select(anchor, head);
    },
    select(anchor, head) {
      if (!anchor) return;
      const { view } = window.paper, { doc, tr } = view.state, [from, to] = [place(doc, anchor), place(doc, head)];
      const isAtom = from === to && doc.nodeAt(from)?.isAtom && !doc.resolve(from).parent.isTextblock;
      view.dispatch(tr.setSelection(isAtom ? pm.NodeSelection.create(doc, from) : pm.TextSelection.create(doc, from, to)));
    },
    read() {
      const { doc, selection } = window.paper.view.state, { node } = selection;
      doc.check();
      const [anchor, head] = node ? [[node.attrs.id, 0], [node.attrs.id, 0]] : [spot(selection.$anchor), spot(selection.$head)];
      return { doc: doc.toJSON(), anchor, head };
    },
    // Anywhere: in words, over a range of them, on a photo. `at` and `to` are parts of the text, from 0 to 1.
    selectSome(at, to) {
      const { view } = window.paper, { doc, tr } = view.state, place = (part) => doc.resolve(Math.round(part * doc.content.size));
      const [$at, $to] = [place(at), place(to)];
      const isAtom = at === to && $at.depth === 0 && $at.nodeAfter?.isAtom;
      view.dispatch(tr.setSelection(isAtom ? pm.NodeSelection.create(doc, $at.pos) : pm.TextSelection.between($at, $to)));
      view.focus();
    },
    // Blocks whose words on the page are not those of the text.
    misdrawn() {
      const wrong = [];
      window.paper.view.state.doc.descendants((node) => {
        if (node.attrs.id === undefined || node.isAtom || !(node.isTextblock || node.type.name === "item")) return;
        const shown = document.getElementById(`b-${node.attrs.id}`);
        const words = shown?.textContent.replaceAll("\ufeff", "");
        if (words !== node.textContent) wrong.push(`${node.textContent} / ${words}`);
      });
      return wrong;
    },
    // On Android the page runs ahead of the text for some 20 ms: until both rest.
    async rested() {
      let wrong = window.paper.misdrawn();
      for (let tries = 0; wrong.length && tries < 40; tries++) {
        await new Promise((done) => setTimeout(done, 20));
        wrong = window.paper.misdrawn();
      }
      return { ...window.paper.read(), wrong };
    },
    paste(html, text) {
      const data = new DataTransfer();
      if (html) data.setData("text/html", html);
      if (text) data.setData("text/plain", text);
      window.paper.view.dom.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    },
  });
  await new Promise((done) => {
    pm.EditorView.prototype.updateState = function (state) { window.paper.view = this; done(); return draw.call(this, state); };
    document.querySelector("#naskah").focus();
    document.execCommand("insertText", false, "x");
  });
  pm.EditorView.prototype.updateState = draw;
}
