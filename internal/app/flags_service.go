package app

// serviceFlags are the flags of the settings of the service; nil where one was
// not given. The database's URL may hold a password, so it has none:
// CLIPD_DATABASE_URL or the settings file.
type serviceFlags struct {
	Addr             *string `group:"Settings of the service:" placeholder:"HOST:PORT" help:"Where to listen (127.0.0.1:8080)."`
	PublicURL        *string `name:"public-url" group:"Settings of the service:" placeholder:"URL" help:"How clients reach the service (as each request does)."`
	BlobURL          *string `name:"blob-url" group:"Settings of the service:" placeholder:"URL" help:"Where files are kept: file:///DIR or s3://BUCKET?... (DATA/objects). The database is CLIPD_DATABASE_URL: sqlite:///FILE or postgres://... (DATA/clipd.db)."`
	Slots            *string `group:"Settings of the service:" placeholder:"N" help:"Clips made at once; 0 to only accept jobs (half of the cores)."`
	Grace            *string `group:"Settings of the service:" placeholder:"TIME" help:"How long work may go on when told to stop (20s)."`
	AllowHTTP        *string `name:"allow-http" group:"Settings of the service:" placeholder:"BOOL" help:"Let sources come and callbacks go over plain http (false)."`
	LinkLifetime     *string `group:"Settings of the service:" placeholder:"TIME" help:"How long a signed link works (1h)."`
	RateLimit        *string `group:"Settings of the service:" placeholder:"N" help:"Requests a second of one key (50)."`
	WorkspaceRunning *string `group:"Settings of the service:" placeholder:"N" help:"Jobs of one workspace at work at once (8)."`
	WorkspaceWaiting *string `group:"Settings of the service:" placeholder:"N" help:"Jobs of one workspace that may wait (1000)."`
	KeepSources      *string `group:"Settings of the service:" placeholder:"TIME" help:"How long a source stays after its last use (168h)."`
	KeepResults      *string `group:"Settings of the service:" placeholder:"TIME" help:"How long the files of a job stay after its end (720h)."`
	KeepJobs         *string `group:"Settings of the service:" placeholder:"TIME" help:"How long a job stays in the list after its end (2160h)."`
	LogFormat        *string `group:"Settings of the service:" placeholder:"FORMAT" help:"text or json (text)."`
}

// given returns what was given, by key.
func (f serviceFlags) given() map[string]*string {
	return map[string]*string{
		"addr": f.Addr, "public_url": f.PublicURL, "blob_url": f.BlobURL, "slots": f.Slots, "grace": f.Grace,
		"allow_http": f.AllowHTTP, "link_lifetime": f.LinkLifetime, "rate_limit": f.RateLimit,
		"workspace_running": f.WorkspaceRunning, "workspace_waiting": f.WorkspaceWaiting,
		"keep_sources": f.KeepSources, "keep_results": f.KeepResults, "keep_jobs": f.KeepJobs, "log_format": f.LogFormat,
	}
}
