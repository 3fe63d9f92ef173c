package transcribe

import (
	"fmt"

	"clipd/internal/clip"
)

const (
	// sureLanguage is a probability at which one window decides.
	sureLanguage = 0.8
	// languageWindows decide together, at most.
	languageWindows = 4
	// guessedLanguage is the mean probability under which the language is not
	// known well enough to write words down.
	guessedLanguage = 0.5
)

// languageChoice finds the language that is spoken, over one or more windows.
type languageChoice struct {
	decided bool
	code    string  // ISO 639-1
	p       float64 // mean probability, weighted by length; 1 when given

	sum     map[string]float64
	weight  float64
	windows int
}

// begin prepares for the vocabulary; a given language, or a model with only
// one, decides.
func (c *languageChoice) begin(v *vocabulary, given string) error {
	if v.languages == nil {
		if given != "" && given != "en" {
			return clip.Errorf(clip.Invalid, "language", "this recogniser knows only English; choose another with --speech for %q", given)
		}
		c.decided, c.code, c.p = true, "en", 1
		return nil
	}
	if given != "" {
		if _, ok := v.languages[given]; !ok {
			return clip.Errorf(clip.Invalid, "language", "the recogniser does not know the language %q; it knows %s", given, v.languageCodes())
		}
		c.decided, c.code, c.p = true, given, 1
	}
	c.sum = map[string]float64{}
	return nil
}

// hear adds the probabilities of a window of so many samples.
func (c *languageChoice) hear(p map[string]float64, samples int) {
	for code, v := range p {
		c.sum[code] += v * float64(samples)
	}
	c.weight += float64(samples)
	c.windows++
	c.choose()
	c.decided = c.p >= sureLanguage || c.windows == languageWindows
}

func (c *languageChoice) choose() {
	c.p = 0
	for code, v := range c.sum {
		v /= c.weight
		if v > c.p || (v == c.p && code < c.code) {
			c.p, c.code = v, code
		}
	}
}

// warning says that the language is a guess; "" when it is not.
func (c *languageChoice) warning() string {
	if c.windows == 0 || c.p >= guessedLanguage {
		return ""
	}
	return fmt.Sprintf("the language is not sure: it may be %q (%.0f %%); name it with --language", c.code, 100*c.p)
}
