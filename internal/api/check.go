package api

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"

	"clipd/internal/clip"
)

// checker compares values with the schemas of the document. It knows the parts of
// JSON Schema that requests here use.
type checker struct {
	registry huma.Registry
	patterns map[string]*regexp.Regexp // of every schema of the registry
}

func newChecker(registry huma.Registry) checker {
	c := checker{registry, map[string]*regexp.Regexp{}}
	for _, s := range registry.Map() {
		for _, p := range s.Properties {
			if p.Pattern != "" {
				c.patterns[p.Pattern] = regexp.MustCompile(p.Pattern)
			}
		}
	}
	return c
}

// check compares a value, as [json.Decoder] gives it with numbers as they were
// written, with s. The first fault, in an order that does not change, is returned
// as a [clip.Error] that names the field.
func (c checker) check(s *huma.Schema, path string, value any) error {
	for s.Ref != "" {
		s = c.registry.SchemaFromRef(s.Ref)
	}
	if value == nil && s.Nullable {
		return nil
	}
	if s.Discriminator != nil {
		return c.variant(s, path, value)
	}
	switch s.Type {
	case huma.TypeObject:
		if object, ok := value.(map[string]any); ok {
			return c.object(s, path, object)
		}
	case huma.TypeArray:
		if items, ok := value.([]any); ok {
			return c.array(s, path, items)
		}
	case huma.TypeString:
		if text, ok := value.(string); ok {
			return c.text(s, path, text)
		}
	case huma.TypeNumber, huma.TypeInteger:
		if number, ok := value.(json.Number); ok {
			return checkNumber(s, path, number)
		}
	case huma.TypeBoolean:
		if _, ok := value.(bool); ok {
			return nil
		}
	}
	return wrong(path, "must be %s, not %s", withArticle(s.Type), kindOf(value))
}

func (c checker) object(s *huma.Schema, path string, object map[string]any) error {
	for _, name := range slices.Sorted(maps.Keys(object)) {
		if s.Properties[name] == nil {
			field := join(path, printable(name))
			return clip.Errorf(clip.Invalid, field, "unknown field %s; the fields here are %s", field, strings.Join(slices.Sorted(maps.Keys(s.Properties)), ", "))
		}
	}
	for _, name := range s.Required {
		if _, ok := object[name]; !ok {
			return wrong(join(path, name), "is required")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(object)) {
		if err := c.check(s.Properties[name], join(path, name), object[name]); err != nil {
			return err
		}
	}
	return nil
}

// variant finds the schema that a member of the object chooses.
func (c checker) variant(s *huma.Schema, path string, value any) error {
	object, ok := value.(map[string]any)
	if !ok {
		return wrong(path, "must be an object, not %s", kindOf(value))
	}
	by := join(path, s.Discriminator.PropertyName)
	known := strings.Join(slices.Sorted(maps.Keys(s.Discriminator.Mapping)), " or ")
	chosen, given := object[s.Discriminator.PropertyName]
	if !given {
		return wrong(by, "is required: %s", known)
	}
	name, ok := chosen.(string)
	if !ok {
		return wrong(by, "must be a string, not %s", kindOf(chosen))
	}
	ref, ok := s.Discriminator.Mapping[name]
	if !ok {
		return wrong(by, "must be %s, not %q", known, printable(name))
	}
	return c.check(c.registry.SchemaFromRef(ref), path, value)
}

func (c checker) array(s *huma.Schema, path string, items []any) error {
	if s.MaxItems != nil && len(items) > *s.MaxItems {
		return wrong(path, "must have at most %d entries, not %d", *s.MaxItems, len(items))
	}
	for i, item := range items {
		if err := c.check(s.Items, fmt.Sprintf("%s[%d]", path, i), item); err != nil {
			return err
		}
	}
	return nil
}

func (c checker) text(s *huma.Schema, path, text string) error {
	n := utf8.RuneCountInString(text)
	switch {
	case s.MaxLength != nil && n > *s.MaxLength:
		return wrong(path, "must have at most %d characters, not %d", *s.MaxLength, n)
	case s.MinLength != nil && n < *s.MinLength:
		return wrong(path, "must have at least %d characters, not %d", *s.MinLength, n)
	case len(s.Enum) > 0 && !slices.Contains(s.Enum, any(text)):
		return wrong(path, "must be one of %s, not %q", enumerated(s.Enum), printable(text))
	case s.Pattern != "" && !c.patterns[s.Pattern].MatchString(text):
		return wrong(path, "must be %s", s.PatternDescription)
	}
	return nil
}

func checkNumber(s *huma.Schema, path string, number json.Number) error {
	v, err := strconv.ParseFloat(number.String(), 64)
	if err != nil || math.IsInf(v, 0) {
		return wrong(path, "must be a number in the range of a double")
	}
	if s.Type == huma.TypeInteger {
		if v != math.Trunc(v) { // 5.0 is an integer to JSON Schema
			return wrong(path, "must be an integer, not %s", printable(number.String()))
		}
	}
	low, high := s.Minimum, s.Maximum
	switch {
	case low != nil && high != nil && (v < *low || v > *high):
		return wrong(path, "must be from %s to %s, not %s", decimal(*low), decimal(*high), printable(number.String()))
	case low != nil && v < *low:
		return wrong(path, "must be at least %s", decimal(*low))
	case high != nil && v > *high:
		return wrong(path, "must be at most %s", decimal(*high))
	}
	return nil
}

func decimal(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
