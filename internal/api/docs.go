package api

import "github.com/danielgtaylor/huma/v2"

func docsPage(doc *huma.OpenAPI) (page []byte, policy string, err error) { return nil, "", nil }
