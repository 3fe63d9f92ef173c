package caption

// flow is tokens in a row, measured once: where each begins and ends were all
// of them one line, and what breaking before each costs.
type flow struct {
	tokens     []token
	begin, end []float64 // in the unit of limit
	breaks     []float64 // before token i
	limit      float64   // the longest line
}

// newFlow measures tokens; width is that of a text without spaces around it,
// space that of a space.
func newFlow(tokens []token, words lexicon, limit, space float64, width func(string) float64) flow {
	f := flow{
		tokens: tokens, limit: limit,
		begin: make([]float64, len(tokens)), end: make([]float64, len(tokens)), breaks: make([]float64, len(tokens)),
	}
	at := 0.0
	for i, t := range tokens {
		if i > 0 {
			f.breaks[i] = breakCost(tokens[i-1], t, words)
			if t.space {
				at += space
			}
		}
		f.begin[i] = at
		at += width(t.text)
		f.end[i] = at
	}
	return f
}

// width is the width of tokens [i, j) in one line.
func (f flow) width(i, j int) float64 { return f.end[j-1] - f.begin[i] }

// after is what ending a cue before token j costs.
func (f flow) after(j int) float64 {
	if j == len(f.tokens) {
		return atSentence
	}
	return f.breaks[j]
}

// cue is the tokens [i, j) in lines, from their first word's start to their last
// one's end.
func (f flow) cue(i, j int) Cue {
	c := Cue{Start: f.tokens[i].start, End: f.tokens[j-1].end, Speaker: f.tokens[i].speaker}
	lay := f.wrap(i, j)
	c.Lines = append(c.Lines, line(f.tokens[i:lay.at]))
	if lay.at < j {
		c.Lines = append(c.Lines, line(f.tokens[lay.at:j]))
	}
	return c
}

func line(tokens []token) Line {
	l := make(Line, len(tokens))
	for i, t := range tokens {
		l[i] = Word{Text: t.text, Start: t.start, End: t.end, Space: i > 0 && t.space}
	}
	return l
}
