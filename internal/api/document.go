package api

import (
	"net/http"
	"reflect"
	"slices"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"clipd/internal/clip"
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

// finishDocument says of the schemas what the Go types cannot say.
func finishDocument(doc *huma.OpenAPI) {
	schemas := doc.Components.Schemas.Map()
	aspects := []any{}
	for _, a := range clip.Aspects() {
		aspects = append(aspects, string(a))
	}
	for _, name := range []string{"ClipRequest", "RequestedWindow", "VideoByURL", "VideoByAsset"} {
		for _, p := range schemas[name].Properties {
			switch {
			case p.Type == huma.TypeString && p.Format == "uri":
				p.Pattern, p.PatternDescription = webURL, "a URL that begins with https://, or with http:// where the service allows it"
			case p.Type == huma.TypeString && p.Enum == nil:
				p.Pattern, p.PatternDescription = noNUL, "text without the character NUL"
			}
		}
	}
	request := schemas["ClipRequest"].Properties
	request["aspect_ratio"].Enum, request["aspect_ratio"].Pattern, request["aspect_ratio"].PatternDescription = aspects, "", ""

	for name, s := range schemas {
		switch name {
		case "ClipRequest", "RequestedWindow", "VideoByURL", "VideoByAsset":
		default:
			// Readers must not mind what later versions add.
			s.AdditionalProperties = nil
			for _, p := range s.Properties {
				if p.Type == huma.TypeArray {
					p.Nullable = false
				}
			}
		}
	}
	job := schemas["Job"].Properties
	job["status"].Enum = statuses()
	job["transcript_source"] = &huma.Schema{
		Type: huma.TypeString, Nullable: true, Enum: []any{"auto", nil},
		Description: "`auto` when the service transcribed, null when nothing intelligible is said; absent with `windows`.",
	}
	job["failure_message"].Nullable = true
	job["title"].Nullable = true
	job["progress"].Minimum, job["progress"].Maximum = new(0.0), new(100.0)
	schemas["Job"].Required = slices.DeleteFunc(schemas["Job"].Required, func(name string) bool { return name == "transcript_source" })
	schemas["JobSummary"].Properties["status"].Enum = statuses()
	schemas["JobSummary"].Properties["title"].Nullable = true
	for _, name := range []string{"ListJobSummary", "ListAsset"} {
		schemas[name].Properties["next_token"].Nullable = true
	}
	schemas["Clip"].Properties["aspect_ratio"].Enum = aspects
	schemas["Settings"].Properties["aspect_ratio"].Enum = aspects
	schemas["CallbackNote"].Properties["state"].Enum = []any{
		string(clip.CallbackWaiting), string(clip.CallbackSending), string(clip.CallbackDelivered), string(clip.CallbackGivenUp),
	}
	schemas["Fault"].Properties["code"].Enum = []any{
		string(clip.Invalid), string(clip.Unauthorized), string(clip.Forbidden), string(clip.NotFound), string(clip.Conflict),
		string(clip.TooLarge), string(clip.UnsupportedMedia), string(clip.RateLimited), string(clip.Internal), string(clip.Unavailable),
	}
}

// noNUL is a text without the character NUL, which PostgreSQL cannot keep.
const noNUL = `^[^\x00]*$`

const webURL = `^https?://[^\x00]+$`
