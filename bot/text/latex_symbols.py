"""What LaTeX commands stand for, and the raised and lowered characters of Unicode."""

from typing import Final


def _table(text: str) -> dict[str, str]:
    """Read pairs of words: a name, and what it stands for."""
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


SYMBOLS: Final = {
    **_table("""
    alpha α   beta β   gamma γ   delta δ   epsilon ε   varepsilon ε   zeta ζ   eta η   theta θ
    vartheta ϑ   iota ι   kappa κ   lambda λ   mu μ   nu ν   xi ξ   pi π   rho ρ   varrho ϱ
    sigma σ   tau τ   upsilon υ   phi φ   varphi φ   chi χ   psi ψ   omega ω   Gamma Γ   Delta Δ
    Theta Θ   Lambda Λ   Xi Ξ   Pi Π   Sigma Σ   Upsilon Υ   Phi Φ   Psi Ψ   Omega Ω

    times ×   cdot ·   div ÷   pm ±   mp ∓   ast *   star *   otimes ⊗   oplus ⊕   odot ⊙   circ ∘
    le ≤   leq ≤   leqslant ≤   ge ≥   geq ≥   geqslant ≥   lesssim ≲   gtrsim ≳   ll ≪   gg ≫
    ne ≠   neq ≠   approx ≈   sim ~   simeq ≃   cong ≅   equiv ≡   propto ∝   perp ⊥   parallel ∥
    to →   rightarrow →   longrightarrow →   Rightarrow ⇒   mapsto ↦   leftarrow ←
    leftrightarrow ↔   uparrow ↑   downarrow ↓   mid |   neg ¬   wedge ∧   vee ∨
    in ∈   notin ∉   subset ⊂   subseteq ⊆   cup ∪   cap ∩   forall ∀   exists ∃

    infty ∞   partial ∂   nabla ∇   ell ℓ   hbar ℏ   emptyset ∅   varnothing ∅   sum ∑   prod ∏
    int ∫   sqrt √   prime ′   dots …   ldots …   cdots ⋯   bullet •   dagger †   langle ⟨
    rangle ⟩   degree °   textdegree °   copyright ©   textendash –   textemdash —   checkmark ✓
    """),
    # These only arrange what stands about them.
    **dict.fromkeys(("left", "right", "big", "Big", "bigl", "bigr", "xspace", "noindent"), ""),
    **dict.fromkeys(("quad", "qquad", "par", "newline", "linebreak"), " "),
}

# Names that are no words of any language: where the backslash was lost, they are still commands.
UNMISTAKABLE: Final = """
    leftrightarrow longrightarrow rightarrow leftarrow Rightarrow uparrow downarrow mapsto
    varepsilon varnothing infty leqslant geqslant lesssim gtrsim leq geq neq cdot ldots cdots
""".split()

SUPERSCRIPTS: Final = _table("""
    0 ⁰  1 ¹  2 ²  3 ³  4 ⁴  5 ⁵  6 ⁶  7 ⁷  8 ⁸  9 ⁹  + ⁺  - ⁻  − ⁻  = ⁼  ( ⁽  ) ⁾
    a ᵃ  b ᵇ  c ᶜ  d ᵈ  e ᵉ  f ᶠ  g ᵍ  h ʰ  i ⁱ  j ʲ  k ᵏ  l ˡ  m ᵐ  n ⁿ  o ᵒ  p ᵖ  r ʳ  s ˢ  t ᵗ
    u ᵘ  v ᵛ  w ʷ  x ˣ  y ʸ  z ᶻ  A ᴬ  B ᴮ  D ᴰ  E ᴱ  G ᴳ  H ᴴ  I ᴵ  J ᴶ  K ᴷ  L ᴸ  M ᴹ  N ᴺ  O ᴼ
    P ᴾ  R ᴿ  T ᵀ  U ᵁ  V ⱽ  W ᵂ
""")
SUBSCRIPTS: Final = _table("""
    0 ₀  1 ₁  2 ₂  3 ₃  4 ₄  5 ₅  6 ₆  7 ₇  8 ₈  9 ₉  + ₊  - ₋  − ₋  = ₌  ( ₍  ) ₎
    a ₐ  e ₑ  h ₕ  i ᵢ  j ⱼ  k ₖ  l ₗ  m ₘ  n ₙ  o ₒ  p ₚ  r ᵣ  s ₛ  t ₜ  u ᵤ  v ᵥ  x ₓ
    β ᵦ  γ ᵧ  ρ ᵨ  φ ᵩ  χ ᵪ
""")

# Accents as TeX writes them, \'e and \v{s}, with the character that Unicode combines.
ACCENTS: Final = _table("""
    ' \u0301   ` \u0300   ^ \u0302   ~ \u0303   = \u0304   u \u0306   . \u0307   H \u030b
    v \u030c   c \u0327   k \u0328   r \u030a   \u0022 \u0308
""")
LETTERS: Final = _table("""
    o ø   O Ø   l ł   L Ł   ss ß   i i   j j   ae æ   AE Æ   oe œ   OE Œ   aa å   AA Å
""")
ABBREVIATIONS: Final = {"eg": "e.g.", "ie": "i.e.", "etal": "et al.", "etc": "etc.", "vs": "vs."}
