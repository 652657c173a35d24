import { describeRule } from "./describeRule";

const SANITIZE = `def sanitize(w):
    while len(w) > 0 and not w[0].isalnum():
        w = w[1:]
    return w

`;

describe("pasted-html", () => {
  describeRule({
    code: "pasted-html",
    found: {
      "the blog's picture": `${SANITIZE}def Map(L):
    results = []
    for w in L:
        w = sanitize ⟦<img src="https://s0.wp.com/w.png" alt="(w)" class="wp-smiley" style="height: 1em; max-height: 1em;" />⟧
        if w.istitle():
            results.append((w, 1))
    return results
`,
      "an emoji": `${SANITIZE}for w in ["a"]:
    w = sanitize ⟦Ⓦ⟧
    v = sanitize⟦🆆⟧
`,
      "a picture of an emoji": `${SANITIZE}for w in ["a"]:
    w = sanitize⟦<img draggable="false" alt="ⓦ" src="w.svg">⟧
`,
      "nothing where the picture was": `${SANITIZE}def Map(L):
    results = []
    for w in L:
        w = ⟦sanitize⟧
        if w.istitle():
            results.append((w, 1))
        w = ⟦sanitize()⟧
        w.lower()
`,
      "escaped signs": `x = 1
if x ⟦&lt; 3 and x &gt;⟧ -1:
    print(⟦&quot;a&quot;⟧)
`,
      "quotes of printed text": `name = ⟦“Ann”⟧
print(⟦‘it’, “don’t”⟧)
`,
      "spaces of a page": `total =⟦\u00a0⟧1
`,
    },
    fixed: {
      "the blog's picture": `${SANITIZE}def Map(L):
    results = []
    for w in L:
        w = sanitize(w)
        if w.istitle():
            results.append((w, 1))
    return results
`,
      "an emoji": `${SANITIZE}for w in ["a"]:
    w = sanitize(w)
    v = sanitize(w)
`,
      "nothing where the picture was": `${SANITIZE}def Map(L):
    results = []
    for w in L:
        w = sanitize(w)
        if w.istitle():
            results.append((w, 1))
        w = sanitize(w)
        w.lower()
`,
      "escaped signs": `x = 1
if x < 3 and x > -1:
    print("a")
`,
      "quotes of printed text": `name = "Ann"
print('it', "don’t")
`,
      "spaces of a page": `total = 1
`,
    },
    silent: {
      "the line as it must read": `${SANITIZE}for w in ["a"]:
    w = sanitize(w)
`,
      "HTML in strings and comments": `# <img alt="(w)"> &lt; “a”
PAGE = "<img src='a' alt='(w)'> &lt;b&gt; “quoted” Ⓦ \u00a0"
print(f"{PAGE} &amp; “more”")
`,
      "signs of operators": `lt = 3
x = a &lt;
y = a <img
`,
      "a function that is passed on": `${SANITIZE}clean = sanitize
def use(w=None):
    if w is None:
        w = sanitize
    return w.__name__
`,
      "a default that is a function": `def window_hanning(x):
    return x
def draw(window=None):
    if window is None:
        window = window_hanning
    return window.mean()
`,
      "letters of other scripts": `größe = "ä"
名前 = größe
`,
      "a docstring": `def f():
    """Shows “it” &amp; <img alt="(w)">."""
`,
    },
  });
});

describe("pasted-html in JavaScript", () => {
  describeRule({
    code: "pasted-html",
    grammar: "tsx",
    found: {
      "escaped signs": "const f = (a) =⟦&gt;⟧ a;\n",
      "quotes of printed text": "const name = ⟦“Ann”⟧;\n",
    },
    fixed: { "escaped signs": "const f = (a) => a;\n" },
    silent: {
      "the text of JSX": "const view = <p title='“a”'>a &lt; b “c”</p>;\n",
      "spaces that JavaScript knows": "const\u00a0a = 1;\n",
      "templates and regular expressions": "const a = `“a” &lt;`, b = /“&amp;”/;\n",
    },
  });
});
