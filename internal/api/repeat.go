package api

import (
	"encoding/json"
	"fmt"
)

// repeated finds the first member that an object in valid JSON, which dec reads
// from its start, has twice: which of the two counts is told by no standard.
func repeated(dec *json.Decoder, path string) error {
	token, err := dec.Token()
	if err != nil {
		return err
	}
	switch token {
	case json.Delim('{'):
		err = repeatedMember(dec, path)
	case json.Delim('['):
		for i := 0; dec.More() && err == nil; i++ {
			err = repeated(dec, fmt.Sprintf("%s[%d]", path, i))
		}
	default:
		return nil
	}
	if err == nil {
		_, err = dec.Token() // the end of the object or array
	}
	return err
}

func repeatedMember(dec *json.Decoder, path string) error {
	seen := map[string]bool{}
	for dec.More() {
		token, err := dec.Token()
		if err != nil {
			return err
		}
		name, _ := token.(string)
		field := join(path, printable(name))
		if seen[name] {
			return wrong(field, "was given more than once; give it once")
		}
		seen[name] = true
		if err := repeated(dec, field); err != nil {
			return err
		}
	}
	return nil
}
