package llm

// object is a JSON schema of an object with these properties, all of them
// required and no others, as strict mode wants.
func object(properties map[string]any, names ...string) map[string]any {
	return map[string]any{"type": "object", "properties": properties, "required": names, "additionalProperties": false}
}

func list(of any) map[string]any { return map[string]any{"type": "array", "items": of} }

func kind(name string) map[string]any { return map[string]any{"type": name} }

func momentsSchema() map[string]any {
	one := object(map[string]any{
		"first": kind("integer"), "last": kind("integer"),
		"rating": map[string]any{"type": "integer", "enum": []int{1, 2, 3, 4, 5}},
		"label":  kind("string"), "reason": kind("string"),
	}, "first", "last", "rating", "label", "reason")
	return object(map[string]any{"moments": list(one)}, "moments")
}

func orderSchema() map[string]any {
	return object(map[string]any{"order": list(kind("integer"))}, "order")
}
