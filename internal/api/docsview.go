package api

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// What the page shows. A field of an object in an object is listed by its whole
// path, such as windows[].end.
type (
	docsGroup struct {
		Name, Description string
		Operations        []docsOperation
	}
	docsOperation struct {
		ID, Method, Path, Summary, Description string
		Keyed                                  bool
		Parameters, Body                       []docsField
		BodyType                               string
		Examples                               []docsExample
		Answers                                []docsAnswer
		Callbacks                              []docsOperation
	}
	docsField struct {
		Name, In, Type, Rule, Default, Description string

		Required bool
		With     string // the variant that has the field
	}
	docsExample struct{ Title, Text string }
	docsAnswer  struct {
		Status, Description, Example string
		Fields                       []docsField
	}
)

func describe(doc *huma.OpenAPI) ([]docsGroup, error) {
	var groups []docsGroup
	for _, tag := range doc.Tags {
		g := docsGroup{Name: tag.Name, Description: tag.Description}
		for _, path := range slices.Sorted(maps.Keys(doc.Paths)) {
			item := doc.Paths[path]
			for _, op := range []*huma.Operation{item.Post, item.Get, item.Delete} {
				if op == nil || op.Tags[0] != tag.Name {
					continue
				}
				d, err := describeOperation(doc.Components.Schemas, op)
				if err != nil {
					return nil, err
				}
				g.Operations = append(g.Operations, d)
			}
		}
		groups = append(groups, g)
	}
	return groups, nil
}

func describeOperation(registry huma.Registry, op *huma.Operation) (docsOperation, error) {
	d := docsOperation{ID: op.OperationID, Method: op.Method, Path: op.Path, Summary: op.Summary, Description: op.Description, Keyed: len(op.Security) > 0}
	for _, p := range op.Parameters {
		f := describeSchema(registry, p.Name, p.Schema)
		f.In, f.Required, f.Description = p.In, p.Required, p.Description
		d.Parameters = append(d.Parameters, f)
	}
	if op.RequestBody != nil {
		for kind, media := range op.RequestBody.Content {
			d.BodyType, d.Body = kind, describeFields(registry, "", media.Schema)
			for _, name := range slices.Sorted(maps.Keys(media.Examples)) {
				text, err := pretty(media.Examples[name].Value)
				if err != nil {
					return d, err
				}
				d.Examples = append(d.Examples, docsExample{media.Examples[name].Summary, text})
			}
		}
	}
	for _, byURL := range op.Callbacks {
		for url, item := range byURL {
			c, err := describeOperation(registry, item.Post)
			if err != nil {
				return d, err
			}
			c.Path = url
			d.Callbacks = append(d.Callbacks, c)
		}
	}
	for _, status := range slices.Sorted(maps.Keys(op.Responses)) {
		r := op.Responses[status]
		a := docsAnswer{Status: status, Description: r.Description}
		if media := r.Content["application/json"]; media != nil && status == "200" {
			a.Fields = describeFields(registry, "", media.Schema)
			if media.Example != nil {
				text, err := pretty(media.Example)
				if err != nil {
					return d, err
				}
				a.Example = text
			}
		}
		d.Answers = append(d.Answers, a)
	}
	return d, nil
}

func describeFields(registry huma.Registry, path string, s *huma.Schema) []docsField {
	for s.Ref != "" {
		s = registry.SchemaFromRef(s.Ref)
	}
	var out []docsField
	if s.Discriminator != nil {
		by := s.Discriminator.PropertyName
		variants := slices.Sorted(maps.Keys(s.Discriminator.Mapping))
		out = append(out, docsField{Name: join(path, by), Type: huma.TypeString, Required: true, Rule: strings.Join(variants, ", ")})
		for _, variant := range variants {
			for _, f := range describeFields(registry, path, &huma.Schema{Ref: s.Discriminator.Mapping[variant]}) {
				if f.Name != join(path, by) {
					f.With = by + " " + variant
					out = append(out, f)
				}
			}
		}
		return out
	}
	if s.Items != nil {
		return describeFields(registry, path+"[]", s.Items)
	}
	names := slices.SortedFunc(maps.Keys(s.Properties), func(a, b string) int {
		if x, y := slices.Contains(s.Required, a), slices.Contains(s.Required, b); x != y {
			return map[bool]int{true: -1, false: 1}[x]
		}
		return cmp.Compare(a, b)
	})
	for _, name := range names {
		f := describeSchema(registry, join(path, name), s.Properties[name])
		f.Required = slices.Contains(s.Required, name)
		out = append(out, f)
		out = append(out, describeFields(registry, f.Name, s.Properties[name])...)
	}
	return out
}

func describeSchema(registry huma.Registry, name string, s *huma.Schema) docsField {
	f := docsField{Name: name, Description: s.Description}
	if s.Default != nil {
		f.Default = strings.Trim(fmt.Sprint(s.Default), `"`)
	}
	for s.Ref != "" {
		s = registry.SchemaFromRef(s.Ref)
	}
	f.Type = cmp.Or(s.Type, huma.TypeObject)
	if s.Nullable {
		f.Type += " or null"
	}
	switch {
	case len(s.Enum) > 0:
		f.Rule = strings.ReplaceAll(enumerated(s.Enum), "<nil>", "null")
	case s.Minimum != nil && s.Maximum != nil:
		f.Rule = fmt.Sprintf("%g to %g", *s.Minimum, *s.Maximum)
	case s.Minimum != nil:
		f.Rule = fmt.Sprintf("at least %g", *s.Minimum)
	case s.MaxLength != nil:
		f.Rule = fmt.Sprintf("at most %d characters", *s.MaxLength)
	case s.MaxItems != nil:
		f.Rule = fmt.Sprintf("at most %d", *s.MaxItems)
	}
	return f
}
