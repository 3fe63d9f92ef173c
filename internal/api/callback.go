package api

import (
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"clipd/internal/clip"
)

// event is what is sent to a callback_url. It is declared here for the document
// alone; whoever sends it has its own.
type event struct {
	Type string   `json:"event_type" enum:"ai_clipping.success,ai_clipping.fail"`
	Data clip.Job `json:"event_data" doc:"The job, as GET gives it."`
}

// callbacks describes the request that the service makes when a job ends.
func callbacks(registry huma.Registry) map[string]map[string]*huma.PathItem {
	signed := func(name, description string) *huma.Param {
		return &huma.Param{Name: name, In: "header", Required: true, Description: description, Schema: &huma.Schema{Type: huma.TypeString}}
	}
	return map[string]map[string]*huma.PathItem{"ended": {"{$request.body#/callback_url}": {Post: &huma.Operation{
		Method:      http.MethodPost,
		OperationID: "job-ended",
		Summary:     "A job completed or failed",
		Description: "Signed as Standard Webhooks says, with the secret that `clipd keys` shows. What is not answered 2xx within 10 s is sent again for 24 hours, with the same webhook-id. Redirects are not followed.",
		Parameters: []*huma.Param{
			signed("webhook-id", "The same over all attempts."),
			signed("webhook-timestamp", "Unix seconds of the attempt."),
			signed("webhook-signature", "`v1,` and the HMAC-SHA256 of id, timestamp and body, in base64."),
		},
		RequestBody: &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{
			"application/json": {Schema: registry.Schema(reflect.TypeFor[event](), true, "")},
		}},
		Responses: map[string]*huma.Response{"2XX": {Description: "It arrived."}},
	}}}}
}
