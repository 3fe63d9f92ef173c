package api

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // the page's text
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

//go:embed docs.html
var docsText string

//go:embed docs.css
var docsStyle string

// docsPage renders the document as one page that loads nothing, and returns the
// Content-Security-Policy that lets it load nothing.
func docsPage(doc *huma.OpenAPI) (page []byte, policy string, err error) {
	t, err := template.New("docs").Funcs(template.FuncMap{"prose": prose, "lower": strings.ToLower}).Parse(docsText)
	if err != nil {
		return nil, "", fmt.Errorf("reading the page of the documentation: %w", err)
	}
	groups, err := describe(doc)
	if err != nil {
		return nil, "", err
	}
	var out bytes.Buffer
	base := "http://127.0.0.1:8080"
	if len(doc.Servers) > 0 {
		base = doc.Servers[0].URL
	}
	err = t.Execute(&out, map[string]any{"Info": doc.Info, "Base": base, "Groups": groups, "Style": template.CSS(docsStyle)})
	if err != nil {
		return nil, "", fmt.Errorf("writing the page of the documentation: %w", err)
	}
	sum := sha256.Sum256([]byte(docsStyle))
	policy = "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) +
		"'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
	return out.Bytes(), policy, nil
}

func pretty(value any) (string, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(value); err != nil {
		return "", fmt.Errorf("writing an example of the documentation: %w", err)
	}
	return strings.TrimSpace(out.String()), nil
}

// span is a piece of a text; what stood in backquotes is code.
type span struct {
	Code bool
	Text string
}

func prose(text string) []span {
	var out []span
	for i, part := range strings.Split(text, "`") {
		if part != "" {
			out = append(out, span{i%2 == 1, part})
		}
	}
	return out
}
