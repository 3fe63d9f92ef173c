INSERT INTO workspaces (id, name, webhook_secret, created_at) VALUES ('ws_1', 'default', 'whsec_c2VjcmV0', 1795435200000);
INSERT INTO keys (id, workspace_id, name, hash, created_at, revoked_at) VALUES
    ('key_A', 'ws_1', 'laptop', '5bf2abd4a53a298fbde21bd48c7332a2a29eaf614674e5874130187abbfe7dc3', 1795435200000, NULL),
    ('key_B', 'ws_1', 'old', 'ff', 1795435200000, 1795435201000);
INSERT INTO idempotency (workspace_id, endpoint, key, body_hash, response, created_at) VALUES ('ws_1', 'POST /v3/clips', 'order-1', 'aa', 'clip_1', 1795435200000);
