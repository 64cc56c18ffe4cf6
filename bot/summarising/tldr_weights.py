"""What the features and cue words of a tldr are worth, in hundredths of ROUGE.

Written by `tests/benchmarks/tldr.py --learn`. Candidates of one abstract are compared, so only
differences count: a cue word that is not listed is worth nothing, more or less.
"""

from typing import Final


def _read(table: str) -> dict[str, float]:
    """Read names and weights by turns; in a name an underscore stands for a space."""
    cells = iter(table.split())
    pairs = zip(cells, cells, strict=True)
    return {name.replace("_", " "): float(weight) for name, weight in pairs}


# What a feature at 1 adds; `bot.summarising.tldr_features` says what each is.
FEATURES: Final = _read("""
first_sentence 2.35
last_sentence 0.45
place 0.07
announces 1.16
announces_first 4.14
announced_before 0.75
after_a_contrast 0.98
begins_with_we 0.67
begins_with_this_paper 2.88
words 2.59
words_below_12 -2.18
words_above_20 -1.88
words_above_30 -0.90
results -0.36
percent -0.68
brackets -1.02
colon -1.18
commas -0.99
title_shared 5.40
title_density 9.07
title_pairs 1.22
title_letters 3.98
names_itself -1.55
opens_with_its_name 0.84
centrality 4.46
centrality_beside_title 1.18
likeness 7.88
words_of_its_own -4.10
function_words -0.32
trimmed 0.14
title_in_lead -0.31
title_where_announced 1.45
likeness_where_announced 5.19
words_where_announced -0.66
title_where_first_announced 3.54
""")

# The first word of the whole sentence, lead phrases included.
OPENINGS: Final = _read("""
a 1.23  additionally -0.81  although -0.02  an 0.56  as 0.10  at 0.11  based -0.61
building 0.26  by -0.58  compared 0.22  deep -1.02  despite -0.33  during -0.29  empirical 0.25
existing 0.08  experimental -0.07  experiments 0.50  extensive 0.43  finally -0.06  first 0.12
for 0.58  further 0.55  furthermore -0.59  generative -0.32  given -0.24  here -0.24
however 0.21  in 0.52  inspired -1.60  instead 0.29  it 0.25  learning 0.04  many 0.01
more -0.17  moreover -0.62  most -0.39  motivated -0.14  neural -0.32  on 0.36  one -0.48
our 1.60  previous -0.50  recent 0.00  recently -0.03  reinforcement -0.03  second -0.23
since 0.52  specifically 0.45  such 0.09  the -0.01  then 0.12  there -0.26  therefore 0.13
these 0.45  this 1.67  through -0.16  thus -0.06  to 1.00  training -0.66  unfortunately 0.23
unlike 1.33  using 1.05  we 1.11  when -0.14  while -0.39  with -0.28
""")

# What "we" do, or "this paper" does, where that is first said.
VERBS: Final = _read("""
achieve 0.04  address -0.19  analyze 0.22  are 0.30  argue -0.82  build 0.16  call 0.42
can -0.54  compare -0.04  conduct -0.06  consider -0.80  define -0.07  demonstrate -0.50
derive 0.31  describe 0.63  design 0.34  develop 0.37  discuss -0.66  evaluate -0.71
examine 0.12  explore 0.78  extend 0.31  find -0.20  focus 0.62  formulate -0.36  found -0.35
identify 0.21  illustrate -0.54  introduce 0.67  investigate -0.11  is -0.09  learn -0.20
observe -0.39  perform 0.19  present 1.45  presents 1.29  propose 1.66  proposes -0.30
prove -0.46  provide -0.01  show 0.84  study 1.21  test -0.65  train -0.43  use -0.65
validate -0.58
""")

# Words anywhere in what would be shown.
WORDS: Final = _read("""
1 -0.07  10 0.94  2 -0.26  3 -0.16  ability -0.26  able 0.49  about 0.35  accuracy 0.15
achieve -0.59  achieved -0.56  achieves 1.07  across -1.11  address -0.33  algorithm 0.73
all -0.01  allows 0.57  also -1.50  among 0.95  any 0.64  applications -0.72  applied -0.09
approaches -0.32  are -0.51  art 0.60  as -0.33  at -1.00  available -0.06  baselines -0.74
be 0.08  been -0.17  being -0.99  benchmark -0.30  benchmarks 0.36  best 0.91  better -0.21
between -0.09  both 0.18  but -0.48  called -0.45  can -0.35  challenge -0.18  challenging -0.41
cifar 0.37  common 0.38  compared -0.31  complex 0.23  computational -0.07  consider 0.37
context 0.51  cost -0.03  current -0.08  dataset -0.12  datasets -0.94  demonstrate 0.06
despite -0.07  develop 0.84  different -0.03  difficult -0.36  directly 0.69  does -0.53
domains -0.78  due -0.48  during -0.38  e -0.31  each 0.07  effective 0.36  effectiveness -0.28
efficiency -0.55  efficiently -0.44  empirically -0.76  enables 0.73  environments 0.81
error -0.34  evaluate -0.79  even 0.10  example -0.03  existing 0.23  experimental -0.43
experiments -0.14  extensive -0.50  find -0.82  first 1.17  form 0.04  fully 0.49  further -0.58
g 0.31  generalize -1.07  generated -0.31  given 0.26  has -0.69  have -1.54  high -0.41
higher -0.66  i -0.35  if -0.41  imagenet 0.33  important -1.23  improve 0.85  improvement 0.01
improves -0.42  including -0.37  input -1.15  into -0.33  introduce 0.78  is -0.36  it 0.11
its -0.67  key 0.87  known 0.07  layers 0.39  leads -0.35  learn 0.25  learns 1.25  less 0.37
like 0.61  limited -0.39  make -0.21  many -0.35  may -0.56  method 1.10  mnist -0.77
more -0.61  most 0.07  much -0.82  need -0.07  new 0.99  no 0.07  not -0.50  novel 2.09
number -0.83  often 0.09  one -0.41  only -0.30  or -0.71  order -0.03  original -0.25
other -1.09  our -0.75  outperforms -0.41  output -0.41  over -0.03  paper 1.30  parameters 0.50
perform 0.42  performance -0.22  popular 0.28  possible -0.33  present 1.27  previous 0.03
problem 0.25  problems 0.18  process 0.36  properties 0.47  propose 1.76  proposed 0.21
provide -0.09  provides 0.11  quality 0.25  range -0.24  real -0.88  recent -0.76  recently 0.30
require 0.10  requires -0.58  research -0.44  resulting 1.06  results -0.35  s -0.55  same -0.36
samples 0.14  set 0.04  setting 0.19  settings 0.15  several -0.61  show -0.07  shown 0.24
significant -0.53  significantly -0.61  similar -0.60  since -0.42  size 0.07  small 0.05
so 0.60  solve 0.19  some -0.67  specific 0.27  standard 0.63  state 0.51  step 0.21
still -0.40  strong 0.81  success -0.19  such -0.86  target -0.03  tasks -0.23  technique -0.53
techniques -0.28  terms 0.01  test -0.57  than 0.11  that 0.42  their 0.21  them -0.45
then -0.14  theoretical -0.05  there 0.02  these -1.01  they 0.21  this -0.84  three -1.19
thus -0.38  train 0.15  trained -0.53  two -0.58  under -0.33  up -0.85  us 0.07  use 0.50
used 0.34  uses 0.23  variety 1.12  various -0.97  very -0.04  way 0.52  we -0.46  well -0.16
when -0.61  where -0.34  which -0.79  while -0.21  wide 0.37  will 0.54  within 0.66  work -0.60
works 0.47  world -0.08
""")
