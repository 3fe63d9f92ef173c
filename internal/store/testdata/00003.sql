INSERT INTO jobs (id, workspace_id, title, folder_id, request, status, stage, progress, source_id, source_duration, plan_object, transcript_source, warnings,
        failure_code, failure_message, callback_state, callback_attempts, callback_error, token, worker_id, attempts, created_at, admitted_at, started_at, finished_at, deleted_at)
    VALUES ('clip_1', 'ws_1', 'A talk', 'talks', '{"video":{"type":"asset_id","asset_id":"asset_1"},"settings":{"max_clips":5,"aspect_ratio":"9:16","enable_caption":false,"min_length":15,"max_length":90},"base":"https://clips.example.org"}',
        'running', 'render', 40.5, 'src_1', 61.25, 'plan.json', 'auto', '["quiet"]', '', '', 'waiting', 0, '', 3, NULL, 1, 1795435200000, 1795435201000, 1795435202000, NULL, NULL);
INSERT INTO clips (job_id, position, id, state, start_s, end_s, progress, clip, warnings, failure_message, token, worker_id, attempts) VALUES
    ('clip_1', 0, 'c_0', 'done', 1.5, 20, 100, '{"id":"c_0","label":"One","url":"a.mp4","start":1.5,"end":20,"duration":18.5,"aspect_ratio":"9:16"}', '["dark"]', '', 1, NULL, 1),
    ('clip_1', 1, 'c_1', 'running', 30, 50, 12.5, NULL, '[]', '', 2, 'worker-1', 2);
INSERT INTO workers (id, host, started_at, seen_at) VALUES ('worker-1', 'example', 1795435200000, 1795435205000);
