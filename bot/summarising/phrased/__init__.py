"""What a language model makes of chosen sentences: the task it is given, and what of it holds.

The model is a stranger. It is told what to do, but nothing rests on its doing so: a sentence of
its is shown only if it cites quoted sentences that bear it, number by number and word by word.
"""
