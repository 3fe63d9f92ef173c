package api

import (
	"reflect"

	"github.com/danielgtaylor/huma/v2"
)

func pathParam(name, description string) *huma.Param {
	return &huma.Param{Name: name, In: "path", Required: true, Description: description, Schema: &huma.Schema{Type: huma.TypeString}}
}

func pageParams() []*huma.Param {
	return []*huma.Param{
		{Name: "limit", In: "query", Description: "How many to give at most.",
			Schema: &huma.Schema{Type: huma.TypeInteger, Minimum: new(1.0), Maximum: new(float64(maxLimit)), Default: defaultLimit}},
		{Name: "token", In: "query", Description: "The `next_token` of the page before.",
			Schema: &huma.Schema{Type: huma.TypeString}},
	}
}

func folderParam() *huma.Param {
	return &huma.Param{Name: "folder_id", In: "query", Description: "Only jobs of this folder.",
		Schema: &huma.Schema{Type: huma.TypeString, MaxLength: new(maxName), Pattern: noNUL}}
}

func statusParam() *huma.Param {
	return &huma.Param{Name: "status", In: "query", Description: "Only jobs in this state.",
		Schema: &huma.Schema{Type: huma.TypeString, Enum: statuses()}}
}

func idempotencyParam() *huma.Param {
	return &huma.Param{Name: "Idempotency-Key", In: "header",
		Description: "Makes the request safe to send again: for 24 hours the same key with the same body gives the first answer. With another body, or while the first request runs, it is a `conflict`.",
		Schema:      &huma.Schema{Type: huma.TypeString, Pattern: idempotencyForm.String()}}
}

// requestSchema makes the schema of a body.
func requestSchema[T any](registry huma.Registry) *huma.Schema {
	return registry.Schema(reflect.TypeFor[T](), true, "")
}

func jsonBody(schema *huma.Schema, examples map[string]*huma.Example) *huma.RequestBody {
	return &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"application/json": {Schema: schema, Examples: examples}}}
}

func uploadBody() *huma.RequestBody {
	return &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"multipart/form-data": {
		Schema: &huma.Schema{
			Type: huma.TypeObject, Required: []string{"file"}, AdditionalProperties: false,
			Properties: map[string]*huma.Schema{"file": {Type: huma.TypeString, Format: "binary", Description: "The video."}},
		},
		Encoding: map[string]*huma.Encoding{"file": {ContentType: "video/*, application/octet-stream"}},
	}}}
}
