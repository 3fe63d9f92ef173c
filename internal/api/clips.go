package api

import (
	"net/http"
	"regexp"

	"github.com/danielgtaylor/huma/v2"

	"clipd/internal/clip"
)

// clipCreated answers POST /v3/clips.
type clipCreated struct {
	ID string `json:"clip_job_id"`
}

// deleted answers every DELETE.
type deleted struct {
	ID string `json:"id"`
}

const clipPath = "/v3/clips/{clip_job_id}"

// idForm is what ids look like; nothing else is looked up.
var idForm = regexp.MustCompile(`^[A-Za-z0-9_-]{1,100}$`)

func (s *service) clipRoutes() {
	registry := s.doc.Components.Schemas
	request := requestSchema[clipRequest](registry)
	s.keyed(huma.Operation{
		OperationID: "create-clips", Method: http.MethodPost, Path: "/v3/clips", Tags: []string{"Clips"},
		Summary:     "Make clips out of a video",
		Description: "Accepts a job and answers at once. Ask for the job until its status is `completed` or `failed`, or give a `callback_url`. What needs the file to be checked, such as a window past its end, ends the job as `failed`.",
		Parameters:  []*huma.Param{idempotencyParam()},
		RequestBody: jsonBody(request, createExamples()),
		Responses:   success[answer[clipCreated]](registry, "The job was accepted.", toClip("$response.body#/data/clip_job_id")),
		Callbacks:   callbacks(registry),
		Errors:      []int{http.StatusBadRequest, http.StatusNotFound, http.StatusConflict, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType},
	}, func(w http.ResponseWriter, r *http.Request, who Identity) (any, error) {
		key, err := idempotencyKey(r.Header)
		if err != nil {
			return nil, err
		}
		body := defaultClipRequest()
		hash, err := s.checker.readJSON(w, r, request, &body)
		if err != nil {
			return nil, err
		}
		job, err := s.job(body, s.base(r))
		if err != nil {
			return nil, err
		}
		var idem *Idempotency
		if key != "" {
			idem = &Idempotency{Key: key, BodyHash: hash}
		}
		id, err := s.Jobs.Create(r.Context(), who.Workspace, job, idem)
		return answer[clipCreated]{clipCreated{id}}, err
	})

	s.keyed(huma.Operation{
		OperationID: "get-clips", Method: http.MethodGet, Path: clipPath, Tags: []string{"Clips"},
		Summary:     "Read a job and its clips",
		Description: "Links to files are made at the read and live for a limited time. Clips come best score first; with `windows`, in the order asked.",
		Parameters:  []*huma.Param{pathParam("clip_job_id", "What POST /v3/clips gave.")},
		Responses:   success[answer[clip.Job]](registry, "The job."),
		Errors:      []int{http.StatusNotFound},
	}, func(_ http.ResponseWriter, r *http.Request, who Identity) (any, error) {
		id, err := pathID(r, "clip_job_id", "job")
		if err != nil {
			return nil, err
		}
		job, err := s.Jobs.Get(r.Context(), who.Workspace, s.base(r), id)
		if job.Clips == nil {
			job.Clips = []clip.Clip{}
		}
		if job.Warnings == nil {
			job.Warnings = []string{}
		}
		return answer[clip.Job]{job}, hide(err, "job")
	})

	s.keyed(huma.Operation{
		OperationID: "list-clips", Method: http.MethodGet, Path: "/v3/clips", Tags: []string{"Clips"},
		Summary:     "List jobs, newest first",
		Description: "Jobs that arrive or vanish while someone pages neither repeat nor hide others.",
		Parameters:  append(pageParams(), folderParam(), statusParam()),
		Responses:   success[list[clip.JobSummary]](registry, "One page of jobs."),
		Errors:      []int{http.StatusBadRequest},
	}, func(_ http.ResponseWriter, r *http.Request, who Identity) (any, error) {
		q, err := pageQuery(r, true)
		if err != nil {
			return nil, err
		}
		page, err := s.Jobs.List(r.Context(), who.Workspace, q)
		return listOf(page), err
	})

	s.keyed(huma.Operation{
		OperationID: "delete-clips", Method: http.MethodDelete, Path: clipPath, Tags: []string{"Clips"},
		Summary:     "Delete a job, its clips and their files for good",
		Description: "A job that runs is cancelled first. Links to its files stop working.",
		Parameters:  []*huma.Param{pathParam("clip_job_id", "What POST /v3/clips gave.")},
		Responses:   success[answer[deleted]](registry, "The job is gone."),
		Errors:      []int{http.StatusNotFound},
	}, func(_ http.ResponseWriter, r *http.Request, who Identity) (any, error) {
		id, err := pathID(r, "clip_job_id", "job")
		if err != nil {
			return nil, err
		}
		return answer[deleted]{deleted{id}}, hide(s.Jobs.Delete(r.Context(), who.Workspace, id), "job")
	})
}

// pathID returns an id of the path. What cannot be one is answered as one that
// does not exist.
func pathID(r *http.Request, name, what string) (string, error) {
	id := r.PathValue(name)
	if !idForm.MatchString(id) {
		return "", notFound(what)
	}
	return id, nil
}
