INSERT INTO clips (job_id, position, id, state, start_s, end_s, progress, clip, warnings, failure_code, failure_message, token, worker_id, attempts) VALUES
    ('clip_1', 2, 'c_2', 'failed', 50, 60, 12.5, NULL, '[]', 'unusable_source', 'too dark', 2, NULL, 1);
