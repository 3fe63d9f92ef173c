package llm

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
)

// How much of an answer is looked at, and how many beginnings of an object are
// tried in it: answers are short, and nothing may be spent on rubbish.
const (
	answerMost = 64 << 10 // bytes
	triesMost  = 400
)

// number is a whole number as models write them: 7, 7.0, "7" or "[7]".
type number int

// UnmarshalJSON reads it.
func (n *number) UnmarshalJSON(b []byte) error {
	v, err := strconv.ParseFloat(strings.Trim(string(b), `"[]#() `), 64)
	if err != nil || math.Abs(v) > 1e9 || v != math.Trunc(v) {
		return strconv.ErrSyntax
	}
	*n = number(v)
	return nil
}

// chosen is one moment as the model writes it; sentences count from 1.
type chosen struct {
	First  *number `json:"first"`
	Last   *number `json:"last"`
	Rating number  `json:"rating"`
	Label  string  `json:"label"`
	Reason string  `json:"reason"`
}

// readMoments finds the moments in an answer: in the object that was asked for,
// in a bare list, or one by one where the answer breaks off or has text around
// it. The second result is false where there is no JSON of the kind, which is
// not the same as none chosen.
func readMoments(text string) ([]chosen, bool) {
	var found []chosen
	understood := false
	objects(text, func(raw json.RawMessage) bool {
		var whole struct {
			Moments *[]json.RawMessage `json:"moments"`
		}
		if json.Unmarshal(raw, &whole) == nil && whole.Moments != nil {
			understood = true
			for _, m := range *whole.Moments {
				var c chosen
				if json.Unmarshal(m, &c) == nil && c.First != nil && c.Last != nil {
					found = append(found, c)
				}
			}
			return true
		}
		var c chosen
		if json.Unmarshal(raw, &c) == nil && c.First != nil && c.Last != nil {
			found, understood = append(found, c), true
		}
		return true
	})
	return found, understood
}

// readOrder finds the order in an answer.
func readOrder(text string) ([]int, bool) {
	var order []int
	objects(text, func(raw json.RawMessage) bool {
		var o struct {
			Order []number `json:"order"`
		}
		if json.Unmarshal(raw, &o) != nil || len(o.Order) == 0 {
			return true
		}
		for _, n := range o.Order {
			order = append(order, int(n))
		}
		return false
	})
	return order, len(order) > 0
}

// objects passes on the outermost JSON objects in a text, as long as next wants
// more. What a model thinks before it answers is passed over.
func objects(text string, next func(json.RawMessage) bool) {
	if _, after, ok := strings.Cut(text, "</think>"); ok {
		text = after
	}
	text = text[:min(len(text), answerMost)]
	for range triesMost {
		at := strings.IndexByte(text, '{')
		if at < 0 {
			return
		}
		text = text[at:]
		decoder := json.NewDecoder(strings.NewReader(text))
		var raw json.RawMessage
		if decoder.Decode(&raw) != nil {
			text = text[1:]
			continue
		}
		if !next(raw) {
			return
		}
		text = text[decoder.InputOffset():]
	}
}
