package api

import (
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"clipd/internal/clip"
)

const assetPath = "/v3/assets/{asset_id}"

func (s *service) assetRoutes() {
	registry := s.doc.Components.Schemas
	s.keyed(huma.Operation{
		OperationID: "create-asset", Method: http.MethodPost, Path: "/v3/assets", Tags: []string{"Assets"},
		Summary:     "Upload a video",
		Description: "A multipart form with one part, `file`. What is not media by its content is refused, whatever its name says.",
		RequestBody: uploadBody(),
		Responses:   success[answer[clip.Asset]](registry, "The video is stored.", toAsset("$response.body#/data/asset_id")),
		Errors:      []int{http.StatusBadRequest, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType},
	}, func(w http.ResponseWriter, r *http.Request, who Identity) (any, error) {
		upload, err := s.openUpload(w, r)
		if err != nil {
			return nil, err
		}
		asset, err := s.Assets.Upload(r.Context(), who.Workspace, s.base(r), upload)
		return answer[clip.Asset]{asset}, err
	})

	s.keyed(huma.Operation{
		OperationID: "get-asset", Method: http.MethodGet, Path: assetPath, Tags: []string{"Assets"},
		Summary:    "Read an asset",
		Parameters: []*huma.Param{pathParam("asset_id", "What POST /v3/assets gave.")},
		Responses:  success[answer[clip.Asset]](registry, "The asset."),
		Errors:     []int{http.StatusNotFound},
	}, func(_ http.ResponseWriter, r *http.Request, who Identity) (any, error) {
		id, err := pathID(r, "asset_id", "asset")
		if err != nil {
			return nil, err
		}
		asset, err := s.Assets.Get(r.Context(), who.Workspace, s.base(r), id)
		return answer[clip.Asset]{asset}, hide(err, "asset")
	})

	s.keyed(huma.Operation{
		OperationID: "list-assets", Method: http.MethodGet, Path: "/v3/assets", Tags: []string{"Assets"},
		Summary:    "List assets, newest first",
		Parameters: pageParams(),
		Responses:  success[list[clip.Asset]](registry, "One page of assets."),
		Errors:     []int{http.StatusBadRequest},
	}, func(_ http.ResponseWriter, r *http.Request, who Identity) (any, error) {
		q, err := pageQuery(r, false)
		if err != nil {
			return nil, err
		}
		page, err := s.Assets.List(r.Context(), who.Workspace, s.base(r), q)
		return listOf(page), err
	})

	s.keyed(huma.Operation{
		OperationID: "delete-asset", Method: http.MethodDelete, Path: assetPath, Tags: []string{"Assets"},
		Summary:    "Delete an asset and its file for good",
		Parameters: []*huma.Param{pathParam("asset_id", "What POST /v3/assets gave.")},
		Responses:  success[answer[deleted]](registry, "The asset is gone."),
		Errors:     []int{http.StatusNotFound},
	}, func(_ http.ResponseWriter, r *http.Request, who Identity) (any, error) {
		id, err := pathID(r, "asset_id", "asset")
		if err != nil {
			return nil, err
		}
		return answer[deleted]{deleted{id}}, hide(s.Assets.Delete(r.Context(), who.Workspace, id), "asset")
	})
}
