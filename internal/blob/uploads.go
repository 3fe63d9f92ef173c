package blob

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// abandonUploads ends uploads in parts that began before a time. S3 keeps, and
// bills, the parts of an upload that nobody completes.
func (s *Store) abandonUploads(ctx context.Context, before time.Time) error {
	var client *s3.Client
	if !s.bucket.As(&client) {
		return errors.New("the storage is not S3")
	}
	pages := s3.NewListMultipartUploadsPaginator(client, &s3.ListMultipartUploadsInput{Bucket: &s.name})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return fmt.Errorf("listing unfinished uploads: %w", err)
		}
		for _, u := range page.Uploads {
			if u.Initiated == nil || !u.Initiated.Before(before) {
				continue
			}
			_, err := client.AbortMultipartUpload(ctx, &s3.AbortMultipartUploadInput{Bucket: &s.name, Key: u.Key, UploadId: u.UploadId})
			if err != nil {
				return fmt.Errorf("ending an unfinished upload: %w", err)
			}
		}
	}
	return nil
}
