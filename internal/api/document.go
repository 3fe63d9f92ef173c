package api

import (
	"net/http"
	"reflect"
	"slices"
	"strconv"

	"github.com/danielgtaylor/huma/v2"
)

// The names of the security schemes.
const (
	apiKeyScheme = "ApiKey"
	bearerScheme = "Bearer"
)

// newDocument returns the OpenAPI document without its operations.
func newDocument(c Config) *huma.OpenAPI {
	doc := &huma.OpenAPI{
		OpenAPI: "3.1.0",
		Info: &huma.Info{
			Title: "clipd", Version: c.Version,
			Description: "Turns long videos into short clips.\n\nEvery success is `{\"data\": ...}`, every error `{\"error\": {\"code\", \"message\", \"param\"}}`; `param` is there when one field is at fault. Unknown fields of a body are refused. A key belongs to a workspace, which sees only what is its own.",
		},
		Components: &huma.Components{
			Schemas: huma.NewMapRegistry("#/components/schemas/", huma.DefaultSchemaNamer),
			SecuritySchemes: map[string]*huma.SecurityScheme{
				apiKeyScheme: {Type: "apiKey", In: "header", Name: "X-Api-Key", Description: "A key that `clipd keys create` made."},
				bearerScheme: {Type: "http", Scheme: "bearer", Description: "The same key."},
			},
		},
		Tags: []*huma.Tag{
			{Name: "Clips", Description: "Jobs: a video in, clips out."},
			{Name: "Assets", Description: "Videos that were uploaded."},
			{Name: "Service", Description: "How the service is. No key is needed."},
		},
	}
	if c.PublicURL != "" {
		doc.Servers = []*huma.Server{{URL: c.PublicURL}}
	}
	return doc
}

// success describes the answer 200 of type T.
func success[T any](registry huma.Registry, description string, links ...map[string]*huma.Link) map[string]*huma.Response {
	r := &huma.Response{
		Description: description,
		Headers:     commonHeaders(),
		Content:     map[string]*huma.MediaType{"application/json": {Schema: registry.Schema(reflect.TypeFor[T](), true, ""), Example: exampleOf[T]()}},
	}
	for _, l := range links {
		r.Links = l
	}
	return map[string]*huma.Response{"200": r}
}

// documentErrors describes the errors of an operation: those that it names and
// those of more. huma is then asked for none.
func documentErrors(doc *huma.OpenAPI, op *huma.Operation, more ...int) {
	schema := doc.Components.Schemas.Schema(reflect.TypeFor[failure](), true, "")
	for _, status := range slices.Concat(op.Errors, more) {
		r := &huma.Response{
			Description: errorDescriptions()[status],
			Headers:     commonHeaders(),
			Content:     map[string]*huma.MediaType{"application/json": {Schema: schema}},
		}
		switch status {
		case http.StatusTooManyRequests:
			r.Headers["Retry-After"] = &huma.Header{Description: "Seconds to wait.", Required: true, Schema: &huma.Schema{Type: huma.TypeInteger, Minimum: new(1.0)}}
		case http.StatusUnauthorized:
			r.Headers["WWW-Authenticate"] = &huma.Header{Description: "How to send a key.", Required: true, Schema: &huma.Schema{Type: huma.TypeString}}
		}
		op.Responses[strconv.Itoa(status)] = r
	}
	op.Errors = nil
}

func errorDescriptions() map[int]string {
	return map[int]string{
		http.StatusBadRequest:            "`validation_error`: the request is wrong; `param` names the field.",
		http.StatusUnauthorized:          "`unauthorized`: no key, or one that is not valid.",
		http.StatusNotFound:              "`not_found`: it does not exist, or belongs to another workspace.",
		http.StatusConflict:              "`conflict`: the Idempotency-Key was used with another body, or its first request is still running.",
		http.StatusRequestEntityTooLarge: "`payload_too_large`: the body is over the limit.",
		http.StatusUnsupportedMediaType:  "`unsupported_media_type`: the body is of a kind that is not taken.",
		http.StatusTooManyRequests:       "`rate_limit_exceeded`: too many requests of this key, or too many jobs of this workspace that wait.",
		http.StatusInternalServerError:   "`internal_error`: a fault of the service. Its log has the request id.",
		http.StatusServiceUnavailable:    "`unavailable`: something that the service needs does not answer; try again later.",
	}
}

func commonHeaders() map[string]*huma.Header {
	return map[string]*huma.Header{
		"X-Request-Id": {Description: "Names the request in the log.", Required: true, Schema: &huma.Schema{Type: huma.TypeString}},
	}
}

func toClip(id string) map[string]*huma.Link {
	return map[string]*huma.Link{
		"read":   {OperationID: "get-clips", Parameters: map[string]any{"clip_job_id": id}},
		"delete": {OperationID: "delete-clips", Parameters: map[string]any{"clip_job_id": id}},
	}
}

func toAsset(id string) map[string]*huma.Link {
	return map[string]*huma.Link{
		"read":   {OperationID: "get-asset", Parameters: map[string]any{"asset_id": id}},
		"delete": {OperationID: "delete-asset", Parameters: map[string]any{"asset_id": id}},
	}
}
