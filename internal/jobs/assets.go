package jobs

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"clipd/internal/blob"
	"clipd/internal/clip"
	"clipd/internal/media"
	"clipd/internal/store"
	"clipd/internal/telemetry"
)

// Upload stores a video. What is not a video by its content is refused, and
// nothing of it is kept, as of an upload that ends early.
func (s *Service) Upload(ctx context.Context, workspace, base string, u clip.Upload) (asset clip.Asset, err error) {
	folder, err := s.scratch.folder()
	if err != nil {
		return asset, clip.Errorf(clip.Unavailable, "", "receiving the file: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	file := filepath.Join(folder, "the file")
	if err := s.receive(file, u.Body); err != nil {
		return asset, err
	}
	p := *s.Pipeline
	info, err := p.Open(ctx, file, nil)
	if err != nil {
		return asset, uploadError(err, folder)
	}
	sum, err := p.Identify(ctx, info)
	if err != nil {
		return asset, err
	}
	row := store.Asset{ID: store.NewID("asset_"), WorkspaceID: workspace, Name: shortName(u.Name), CreatedAt: s.stamps.next(time.Now())}
	row.Source, err = s.keepSource(ctx, workspace, file, mimeOf(info), info, sum, func(tx *sql.Tx, kept store.Source) error {
		row.Source = kept
		return s.Store.InsertAsset(ctx, tx, row)
	})
	if err != nil {
		return asset, err
	}
	s.Metrics.Bytes(telemetry.In, "upload", info.Bytes)
	return s.asset(ctx, base, row)
}

// maxName is what file systems take, in bytes.
const maxName = 255

// shortName keeps the end of a name that is too long, where its kind stands.
func shortName(name string) string {
	if len(name) <= maxName {
		return name
	}
	return strings.ToValidUTF8(name[len(name)-maxName:], "")
}

// receive writes the body to a file, and no more than may be uploaded.
func (s *Service) receive(file string, body io.Reader) error {
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return clip.Errorf(clip.Unavailable, "", "receiving the file: %w", err)
	}
	n, err := io.Copy(f, io.LimitReader(body, s.UploadBytes+1))
	if err == nil && n > s.UploadBytes {
		err = clip.Errorf(clip.TooLarge, "file", "file is larger than the limit of %d bytes", s.UploadBytes)
	}
	if errors.Is(err, syscall.ENOSPC) {
		err = clip.Errorf(clip.Unavailable, "", "the service has no room for the file now; try again later: %w", err)
	}
	return errors.Join(err, f.Close())
}

// uploadError says that a file is not one that clips can be cut from.
func uploadError(err error, folder string) error {
	switch clip.CodeOf(err) {
	case clip.Unusable:
		return clip.Errorf(clip.UnsupportedMedia, "file", "file: %s", strings.ReplaceAll(err.Error(), folder+string(filepath.Separator), ""))
	case clip.TooLarge:
		return clip.Errorf(clip.TooLarge, "file", "file: %s", err)
	}
	return err
}

// mimeOf is the type of a file, by the container that the probe found.
func mimeOf(info media.Info) string {
	for _, name := range strings.Split(info.Format, ",") {
		switch name {
		case "mp4", "mov":
			return "video/mp4"
		case "matroska":
			if isWebM(info) {
				return "video/webm"
			}
			return "video/x-matroska"
		case "avi":
			return "video/x-msvideo"
		case "mpegts":
			return "video/mp2t"
		}
	}
	return "application/octet-stream"
}

// isWebM tells whether a Matroska file holds what WebM does; the probe gives both
// the same name.
func isWebM(info media.Info) bool {
	ok := info.Video != nil && slices.Contains([]string{"vp8", "vp9", "av1"}, info.Video.Codec)
	return ok && (info.Audio == nil || slices.Contains([]string{"opus", "vorbis"}, info.Audio.Codec))
}

func (s *Service) asset(ctx context.Context, base string, row store.Asset) (clip.Asset, error) {
	if s.Base != "" {
		base = s.Base
	}
	name := path.Base(strings.ReplaceAll(row.Name, `\`, "/"))
	if name == "." || name == "/" {
		name = row.ID
	}
	url, err := s.Objects.URL(ctx, base, row.Source.Object, blob.URLOptions{
		Lifetime: s.LinkLifetime, Filename: name, ContentType: row.Source.MIME,
	})
	return clip.Asset{ID: row.ID, URL: url, MIMEType: row.Source.MIME, SizeBytes: row.Source.Bytes}, err
}

// Asset returns an upload of a workspace.
func (s *Service) Asset(ctx context.Context, workspace, base, id string) (clip.Asset, error) {
	row, err := s.Store.Asset(ctx, workspace, id)
	if err != nil {
		return clip.Asset{}, err
	}
	return s.asset(ctx, base, row)
}

const listAssets = "assets"

// Assets returns one page of the uploads of a workspace, newest first.
func (s *Service) Assets(ctx context.Context, workspace, base string, q clip.PageQuery) (clip.Page[clip.Asset], error) {
	var page clip.Page[clip.Asset]
	pages, err := s.pages(ctx, listAssets, workspace)
	if err != nil {
		return page, err
	}
	after, err := pages.cursor(q.Token)
	if err != nil {
		return page, err
	}
	rows, next, err := s.Store.ListAssets(ctx, workspace, after, q.Limit)
	if err != nil {
		return page, err
	}
	for _, r := range rows {
		a, err := s.asset(ctx, base, r)
		if err != nil {
			return page, err
		}
		page.Items = append(page.Items, a)
	}
	page.Next = pages.token(next)
	return page, nil
}

// DeleteAsset forgets an upload and removes its file, unless another upload or a
// job that is not finished needs the same content: then the file goes when nobody
// has used it for the time that sources are kept.
func (s *Service) DeleteAsset(ctx context.Context, workspace, id string) error {
	row, err := s.Store.Asset(ctx, workspace, id)
	if err != nil {
		return err
	}
	if err := s.Store.DeleteAsset(ctx, workspace, id); err != nil {
		return err
	}
	removed, err := s.Store.RemoveSource(ctx, row.Source.ID, time.Now())
	if err == nil && removed {
		err = s.Objects.DeletePrefix(ctx, sourcePrefix(workspace, row.Source.ID)+"/")
	}
	if err != nil {
		s.log.WarnContext(ctx, "removing the file of a deleted asset, again later", "asset", id, "error", err)
	}
	return nil
}
