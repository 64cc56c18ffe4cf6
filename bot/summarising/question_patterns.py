"""What questions look like: the words that ask, around what a question is about."""

import re
from typing import Final

from bot.summarising.wanted import Wanted

FRAMES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^(?:hi|hello|hey|thanks)\b(?: everyone| all| there| folks)?[,.!\s]*",
        r"^(?:and|but|so|then|also|ok(?:ay)?|please|well)\b[,\s]+",
        r"^i (?:was|am|'m|’m) wondering (?:if|whether|about)\b\s*",
        r"^i(?: would|['’]d)? (?:like|want|need) to (?:know|learn|understand)\b\s*",
        (
            r"^(?:could|can|would|will) (?:you|someone|anyone|anybody)(?: please)? "
            r"(?:tell|explain|show|give|share|describe|summari[sz]e|help)\b(?: to)?(?: me| us)?\s*"
        ),
        (
            r"^(?:explain|tell me|tell us|describe|show me|give me|list|name|find me|find)\b"
            r"(?: to me)?\s*"
        ),
        (
            r"^(?:do|does|did) (?:we|you|they|people|anyone|anybody|someone) (?:know|have)\b"
            r"(?: of| about)?\s*"
        ),
        (
            r"^(?:what|anything)(?: else)? (?:do|does|did|can) (?:the |this |these |that |any )?"
            r"(?:papers?|abstracts?|authors?|literature|index|work|we|they|it) "
            r"(?:say|report|tell|show|write|know|find|mention)s?(?: us| me)? (?:about|on|of)\b\s*"
        ),
        (
            r"^(?:does|do|did) (?:the |this |any )?(?:papers?|abstract|authors?) "
            r"(?:say|report|mention|discuss|tell)\b(?: anything| something)?(?: about| on)?\s*"
        ),
        (
            r"^what(?: is|['’]s| are)?(?: currently| already)? (?:known|said|reported|written) "
            r"(?:about|on|of)\b\s*"
        ),
        r"^(?:is|are|was|were|has|have) there(?: been)?(?: any| some)?\s*",
        r"^(?:whether|if|about)\b\s*",
        r"^(?:what|how) about\b\s*",
    )
)
PAPER_NOUN: Final = (
    r"(?:papers?|works?|stud(?:y|ies)|articles?|publications?|research|references?|surveys?)"
)
PAPERS: Final = re.compile(
    rf"^(?:which|what|any|some|are there|is there|has there been|find|list|show)?(?: me)?"
    rf"(?: are| is| the| any| some| all| other| recent| latest| new| good| more| related| of)*"
    rf" ?\b{PAPER_NOUN}\b(?: is| are)?",
    re.IGNORECASE,
)
MAKERS: Final = re.compile(
    r"^(?:who|whom|whose|(?:which|what) (?:\w+ )?(?:organi[sz]ations?|labs?|laborator(?:y|ies)"
    r"|compan(?:y|ies)|groups?|teams?|universit(?:y|ies)|institut(?:es?|ions?)|authors?"
    r"|researchers?|people))\b"
    r"(?: else)?(?: is| are| was| were| has| have| does| do| did)?(?: been)?"
    r"(?: (?:behind|work(?:s|ed|ing)?(?: on| in| with| at)?|ma(?:de|kes?|king)|buil[dt]s?"
    r"|wr(?:ote|ites?)|publish(?:ed|es)?(?: on| about)?|develop(?:s|ed|ing)?|propos(?:ed?|es)"
    r"|invent(?:ed|s)?|introduc(?:ed?|es)|creat(?:ed?|es)|research(?:es|ing)?|stud(?:y|ies|ied|ying)"
    r"|releas(?:ed?|es)|train(?:s|ed)?|do(?:es|ing)?))?\b",
    re.IGNORECASE,
)
NUMBER: Final = re.compile(
    r"\bhow (?:much|many|fast|large|big|long|far|often|expensive|costly|accurate|slow|small|high"
    r"|low|quick(?:ly)?|wide|good|well)\b"
    r"|\b(?:what|which) (?:percentage|fraction|share|proportion|number|amount) of\b"
    r"|\bwhat(?: is| are| was)? (?:the )?(?=(?:\w+ )?(?:size|speed|speed-?up|accuracy|cost|price"
    r"|latency|throughput|score|rate|ratio|length|percentage|memory)\b)",
    re.IGNORECASE,
)
# With these alone nothing is asked that could be found: "why?"
ASKS_ONLY: Final = re.compile(r"^(?:why|when|where|since when|how so)\b", re.IGNORECASE)
COUNTED: Final = re.compile(
    r"\bhow (?:many|much)\b|\b(?:what|which) (?:percentage|fraction|share|proportion) of\b",
    re.IGNORECASE,
)
SUPERLATIVE: Final = re.compile(
    r"\b(?:which|what)\b.*\b(?:best|highest|lowest|fastest|largest|smallest|cheapest|most)\b",
    re.IGNORECASE,
)
DEFINITION: Final = (
    re.compile(
        (
            r"^(?:what(?: is|['’]s| are| was| were)|whats|define|(?:the )?(?:definition|meaning) of"
            r"|what is meant by|what do (?:you|they|people) mean by)\s+(?:an? |the )?(?P<thing>.+)$"
        ),
        re.IGNORECASE,
    ),
    re.compile(
        r"^what do(?:es)?\s+(?P<thing>.+?)\s+(?:mean|stand for|refer to)\W*$", re.IGNORECASE
    ),
)
LIMITATION_OF: Final = re.compile(
    r"^what (?:are|is) (?:the )?(?:main |known )?"
    r"(?:limitations?|limits?|weakness(?:es)?|drawbacks?|shortcomings?|problems?) (?:of|with) ",
    re.IGNORECASE,
)
EXPLAIN: Final = re.compile(r"^\W*(?:please )?(?:explain|describe|define)\b", re.IGNORECASE)
DEFINED_WORD_LIMIT: Final = 4
SIDES: Final = (
    re.compile(r"\bdifferences? between (?P<one>.+?) and (?P<other>.+)$", re.IGNORECASE),
    re.compile(
        (
            r"\bcompar(?:e|es|ed|ing|ison of|ison between) (?P<one>.+?) (?:and|to|with|against) "
            r"(?P<other>.+)$"
        ),
        re.IGNORECASE,
    ),
    re.compile(
        r"^(?P<one>.+?)(?:,| is| are)?\s+compared (?:to|with) (?P<other>.+)$", re.IGNORECASE
    ),
    re.compile(
        (
            r"^(?:is|are|was|were|does|do|did|can|why is|why are|when is) (?P<one>.+?) "
            r"(?:much |really |always |work(?:s)? |perform(?:s)? )?"
            r"(?:better|worse|faster|slower|cheaper|stronger|weaker|more \w+|less \w+|superior"
            r"|\w{3,}er) (?:than|to) (?P<other>.+)$"
        ),
        re.IGNORECASE,
    ),
    re.compile(r"^(?P<one>.+?)\s(?:versus|vs\.?|v\.s\.)\s(?P<other>.+)$", re.IGNORECASE),
    re.compile(
        r"^(?:which|what) is (?:better|faster|cheaper|best)[,:]? (?P<one>.+?) or (?P<other>.+)$",
        re.IGNORECASE,
    ),
)
SIDE_WORD_LIMIT: Final = 6
ASPECTS: Final = (
    (Wanted.LIMITATION, r"limit(?:ation)?s?|weakness(?:es)?|drawbacks?|shortcomings?|caveats?"),
    (
        Wanted.RESULT,
        r"results?|findings?|outcomes?|conclusions?|(?:did|do) they (?:find|show|achieve)",
    ),
    (
        Wanted.METHOD,
        (
            r"how (?:does|do|did) (?:it|this|they|that|the (?:method|approach|system|model))\b"
            r"|(?:method|approach|architecture|technique|methodology)s?\b"
        ),
    ),
    (
        Wanted.ABOUT,
        (
            r"(?:main |key |core |central )?(?:idea|contribution|point|message|goal|topic|gist"
            r"|novelty|purpose|claim|aim)s?|about|summar(?:y|i[sz]e)|tl;?dr|(?:new|novel)\b"
            r"|(?:did|do|does) (?:they|it|this) (?:do|propose|present|introduce|say)"
        ),
    ),
)
ASPECT_PATTERNS: Final = tuple(
    (wanted, re.compile(rf"\b(?:{pattern})", re.IGNORECASE)) for wanted, pattern in ASPECTS
)
NEGATOR: Final = re.compile(
    r"\b(?:not(?! only\b)|without|never|no(?! one\b)|cannot|neither|nor|\w+n['’]t"
    r"|\w+nt(?= (?:use|need|require)))\b",
    re.IGNORECASE,
)
# Beyond these, a "not" says nothing of what follows.
NEGATION_ENDS: Final = re.compile(
    r"[,.;:?!]|\b(?:and|but|or|than|because|while|when|if|that|which|who|for|in|on|at|with|to|by)\b",
    re.IGNORECASE,
)
OR_NOT: Final = re.compile(r"\bor not\b|\bif not\b|\bwhy not\b", re.IGNORECASE)
REFERENCE: Final = (
    r"\b(?:it|its|they|them|their|theirs|itself)\b"
    r"|\b(?:this|that|these|those|the)(?: same| other)? (?:papers?|works?|models?|methods?"
    r"|approach(?:es)?|datasets?|ones?|techniques?|systems?|results?|authors?|benchmarks?)\b"
)
REFERS: Final = re.compile(REFERENCE, re.IGNORECASE)
POINTS_BACK: Final = re.compile(
    REFERENCE + r"|\b(?:this|that|these|those)\s*(?:[?.!,]|$"
    r"|(?:is|are|was|were|do|does|did|work|mean|compare)\b)"
    r"|^(?:and|but|so|then|also)\b|^(?:what|how) about\b",
    re.IGNORECASE,
)

# Words of questions and of talking about papers; what is left says what a question is about.
# The last lines are French, German and Spanish: the little words that others ask with.
FILLER: Final = frozenset(
    """
    anybody anyone anything article articles author authors e.g eg everyone exist exists explain
    became become becomes came cannot come comes without aren't can't couldn't doesn't don't didn't
    hasn't haven't isn't wasn't weren't won't wouldn't shouldn't
    help helps helped make makes making know knowing knows known like literature look looking lot
    mean means mention mentioned need
    people please question read recommend recommendation recommendations reference references
    report reported say saying says somebody someone something state stated study studies talk talks
    thing things think understand want way ways wonder wondering work works working done get got
    there's what's who's whats does doesnt dont didnt isnt let lets us vs versus compared compare
    comparison difference differences better worse best
    discuss discusses discussed discussing describe describes described
    au aux avec ce ces cette comment dans de des du elle en est et il ils la le les leur ou où par
    pour pourquoi qu que quel quelle quelles quels qui quoi sont sur un une
    das dem den der die ein eine einer es für gibt ist mit sind und von warum was welche wer wie zu
    como con cual cuál cuanto del el es los las para por qué quién son una
    """.split()
)
