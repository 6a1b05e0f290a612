/* tslint:disable */
/* eslint-disable */
// WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
import type { TsoaRoute } from '@tsoa/runtime';
import {  fetchMiddlewares, ExpressTemplateService } from '@tsoa/runtime';
// WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
import { StatusController } from './../status/status.controller.js';
// WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
import { SessionController } from './../session/session.controller.js';
// WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
import { ScoresController } from './../scores/scores.controller.js';
// WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
import { RequestsController } from './../requests/requests.controller.js';
// WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
import { ModelsController } from './../models/models.controller.js';
// WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
import { MetricsController } from './../metrics/metrics.controller.js';
// WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
import { KeysController } from './../keys/keys.controller.js';
// WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
import { JobsController } from './../jobs/jobs.controller.js';
// WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
import { FeaturesController } from './../features/features.controller.js';
// WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
import { EventsController } from './../events/events.controller.js';
// WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
import { DetectionsController } from './../detections/detections.controller.js';
import { expressAuthentication } from './../http/authentication.js';
// @ts-ignore - no great way to install types from subpackage
import { iocContainer } from './../ioc.js';
import type { IocContainer, IocContainerFactory } from '@tsoa/runtime';
import type { Request as ExRequest, Response as ExResponse, RequestHandler, Router } from 'express';

const expressAuthenticationRecasted = expressAuthentication as (req: ExRequest, securityName: string, scopes?: string[], res?: ExResponse) => Promise<any>;


// WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa

const models: TsoaRoute.Models = {
    "ProblemError": {
        "dataType": "refObject",
        "properties": {
            "location": {"dataType":"string","required":true},
            "message": {"dataType":"string","required":true},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "ProblemDetails": {
        "dataType": "refObject",
        "properties": {
            "type": {"dataType":"string","required":true},
            "title": {"dataType":"string","required":true},
            "status": {"dataType":"integer","required":true},
            "detail": {"dataType":"string","required":true},
            "code": {"dataType":"string","required":true},
            "request_id": {"dataType":"string","required":true},
            "errors": {"dataType":"array","array":{"dataType":"refObject","ref":"ProblemError"}},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "StoreStatus": {
        "dataType": "refObject",
        "properties": {
            "ok": {"dataType":"boolean","required":true},
            "version": {"dataType":"string","required":true},
            "database": {"dataType":"string","required":true},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "QueueStatus": {
        "dataType": "refObject",
        "properties": {
            "name": {"dataType":"string","required":true},
            "ok": {"dataType":"boolean","required":true},
            "waiting": {"dataType":"union","subSchemas":[{"dataType":"double"},{"dataType":"enum","enums":[null]}],"required":true},
            "active": {"dataType":"union","subSchemas":[{"dataType":"double"},{"dataType":"enum","enums":[null]}],"required":true},
            "failed": {"dataType":"union","subSchemas":[{"dataType":"double"},{"dataType":"enum","enums":[null]}],"required":true},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "BacklogStatus": {
        "dataType": "refObject",
        "properties": {
            "batches": {"dataType":"long","required":true},
            "lines": {"dataType":"long","required":true},
            "oldest_age_s": {"dataType":"union","subSchemas":[{"dataType":"double"},{"dataType":"enum","enums":[null]}],"required":true},
            "quarantined": {"dataType":"long","required":true},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "SensorStatus": {
        "dataType": "refObject",
        "properties": {
            "sensor_id": {"dataType":"string","required":true},
            "last_batch_at": {"dataType":"string","required":true},
            "requests": {"dataType":"long","required":true},
            "handshakes": {"dataType":"long","required":true},
            "rejected": {"dataType":"long","required":true},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "TableStatus": {
        "dataType": "refObject",
        "properties": {
            "table": {"dataType":"string","required":true},
            "rows": {"dataType":"long","required":true},
            "bytes": {"dataType":"long","required":true},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "Status": {
        "dataType": "refObject",
        "properties": {
            "ok": {"dataType":"boolean","required":true},
            "problems": {"dataType":"array","array":{"dataType":"string"},"required":true},
            "version": {"dataType":"string","required":true},
            "time": {"dataType":"string","required":true},
            "store": {"ref":"StoreStatus","required":true},
            "queues": {"dataType":"array","array":{"dataType":"refObject","ref":"QueueStatus"},"required":true},
            "backlog": {"ref":"BacklogStatus","required":true},
            "sensors": {"dataType":"array","array":{"dataType":"refObject","ref":"SensorStatus"},"required":true},
            "tables": {"dataType":"array","array":{"dataType":"refObject","ref":"TableStatus"},"required":true},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "Role": {
        "dataType": "refAlias",
        "type": {"dataType":"union","subSchemas":[{"dataType":"enum","enums":["viewer"]},{"dataType":"enum","enums":["analyst"]},{"dataType":"enum","enums":["admin"]}],"validators":{}},
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "Scope": {
        "dataType": "refAlias",
        "type": {"dataType":"union","subSchemas":[{"dataType":"enum","enums":["events:write"]},{"dataType":"enum","enums":["requests:read"]},{"dataType":"enum","enums":["correlation:read"]},{"dataType":"enum","enums":["correlation:run"]},{"dataType":"enum","enums":["entities:read"]},{"dataType":"enum","enums":["features:read"]},{"dataType":"enum","enums":["scores:read"]},{"dataType":"enum","enums":["scores:write"]},{"dataType":"enum","enums":["detections:read"]},{"dataType":"enum","enums":["detections:triage"]},{"dataType":"enum","enums":["detections:write"]},{"dataType":"enum","enums":["models:read"]},{"dataType":"enum","enums":["models:write"]},{"dataType":"enum","enums":["jobs:read"]},{"dataType":"enum","enums":["jobs:write"]},{"dataType":"enum","enums":["status:read"]},{"dataType":"enum","enums":["keys:admin"]}],"validators":{}},
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "Session": {
        "dataType": "refObject",
        "properties": {
            "user": {"dataType":"string","required":true},
            "role": {"ref":"Role","required":true},
            "scopes": {"dataType":"array","array":{"dataType":"refAlias","ref":"Scope"},"required":true},
            "expires_at": {"dataType":"string","required":true},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "Credentials": {
        "dataType": "refObject",
        "properties": {
            "user": {"dataType":"string","required":true,"validators":{"minLength":{"value":1},"maxLength":{"value":64}}},
            "password": {"dataType":"string","required":true,"validators":{"minLength":{"value":1},"maxLength":{"value":1024}}},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "ScoresWritten": {
        "dataType": "refObject",
        "properties": {
            "written": {"dataType":"integer","required":true},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "Contribution": {
        "dataType": "refObject",
        "properties": {
            "feature": {"dataType":"string","required":true,"validators":{"maxLength":{"value":64}}},
            "value": {"dataType":"union","subSchemas":[{"dataType":"double"},{"dataType":"enum","enums":[null]}],"required":true},
            "contribution": {"dataType":"double","required":true},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "Score": {
        "dataType": "refObject",
        "properties": {
            "hour": {"dataType":"string","required":true},
            "client_ip": {"dataType":"string","required":true},
            "ja4": {"dataType":"string","required":true,"validators":{"maxLength":{"value":128}}},
            "host": {"dataType":"string","required":true,"validators":{"maxLength":{"value":1024}}},
            "requests": {"dataType":"integer","required":true,"validators":{"minimum":{"value":0}}},
            "score": {"dataType":"double","required":true,"validators":{"minimum":{"value":0},"maximum":{"value":1}}},
            "percentile": {"dataType":"union","subSchemas":[{"dataType":"double"},{"dataType":"enum","enums":[null]}],"required":true},
            "contributions": {"dataType":"array","array":{"dataType":"refObject","ref":"Contribution"},"required":true,"validators":{"maxItems":{"value":50}}},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "ScoreBatch": {
        "dataType": "refObject",
        "properties": {
            "model_id": {"dataType":"string","required":true},
            "items": {"dataType":"array","array":{"dataType":"refObject","ref":"Score"},"required":true,"validators":{"minItems":{"value":1},"maxItems":{"value":5000}}},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "StoredScore": {
        "dataType": "refObject",
        "properties": {
            "hour": {"dataType":"string","required":true},
            "client_ip": {"dataType":"string","required":true},
            "ja4": {"dataType":"string","required":true,"validators":{"maxLength":{"value":128}}},
            "host": {"dataType":"string","required":true,"validators":{"maxLength":{"value":1024}}},
            "requests": {"dataType":"integer","required":true,"validators":{"minimum":{"value":0}}},
            "score": {"dataType":"double","required":true,"validators":{"minimum":{"value":0},"maximum":{"value":1}}},
            "percentile": {"dataType":"union","subSchemas":[{"dataType":"double"},{"dataType":"enum","enums":[null]}],"required":true},
            "contributions": {"dataType":"array","array":{"dataType":"refObject","ref":"Contribution"},"required":true,"validators":{"maxItems":{"value":50}}},
            "model_id": {"dataType":"string","required":true},
            "scored_at": {"dataType":"string","required":true},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "ScorePage": {
        "dataType": "refObject",
        "properties": {
            "items": {"dataType":"array","array":{"dataType":"refObject","ref":"StoredScore"},"required":true},
            "next_cursor": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"required":true},
            "total": {"dataType":"integer"},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "ScoreSearch": {
        "dataType": "refObject",
        "properties": {
            "from": {"dataType":"string","default":"-24h"},
            "to": {"dataType":"string"},
            "limit": {"dataType":"integer","default":50,"validators":{"minimum":{"value":1},"maximum":{"value":500}}},
            "cursor": {"dataType":"string"},
            "count": {"dataType":"boolean","default":false},
            "sort": {"dataType":"union","subSchemas":[{"dataType":"enum","enums":["-score"]},{"dataType":"enum","enums":["-hour"]}],"default":"-score"},
            "client_ip": {"dataType":"string"},
            "ja4": {"dataType":"string"},
            "host": {"dataType":"string"},
            "model_id": {"dataType":"string"},
            "min_score": {"dataType":"double","validators":{"minimum":{"value":0},"maximum":{"value":1}}},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "JobAccepted": {
        "dataType": "refObject",
        "properties": {
            "job_id": {"dataType":"string","required":true},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "ScoreRun": {
        "dataType": "refObject",
        "properties": {
            "from": {"dataType":"string"},
            "to": {"dataType":"string"},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "OrphanReason": {
        "dataType": "refAlias",
        "type": {"dataType":"union","subSchemas":[{"dataType":"enum","enums":[""]},{"dataType":"enum","enums":["plain_http"]},{"dataType":"enum","enums":["no_handshake"]},{"dataType":"enum","enums":["connection_expired"]},{"dataType":"enum","enums":["ip_excluded"]},{"dataType":"enum","enums":["sensor_blind"]}],"validators":{}},
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "LoggedRequest": {
        "dataType": "refObject",
        "properties": {
            "id": {"dataType":"string","required":true},
            "time": {"dataType":"string","required":true},
            "received_at": {"dataType":"string","required":true},
            "sensor_id": {"dataType":"string","required":true},
            "batch_id": {"dataType":"string","required":true},
            "seq": {"dataType":"integer","required":true},
            "join_no": {"dataType":"long","required":true},
            "correlated": {"dataType":"boolean","required":true},
            "orphan_side": {"dataType":"union","subSchemas":[{"dataType":"enum","enums":[""]},{"dataType":"enum","enums":["http"]}],"required":true},
            "orphan_reason": {"ref":"OrphanReason","required":true},
            "req_id": {"dataType":"string","required":true},
            "conn_id": {"dataType":"string","required":true},
            "conn_seq": {"dataType":"integer","required":true},
            "scheme": {"dataType":"string","required":true},
            "src_ip": {"dataType":"string","required":true},
            "src_port": {"dataType":"integer","required":true},
            "client_ip": {"dataType":"string","required":true},
            "dst_ip": {"dataType":"string","required":true},
            "dst_port": {"dataType":"integer","required":true},
            "method": {"dataType":"string","required":true},
            "host": {"dataType":"string","required":true},
            "path": {"dataType":"string","required":true},
            "query": {"dataType":"string","required":true},
            "http_version": {"dataType":"string","required":true},
            "status": {"dataType":"integer","required":true},
            "bytes_in": {"dataType":"long","required":true},
            "bytes_out": {"dataType":"long","required":true},
            "duration_us": {"dataType":"long","required":true},
            "headers": {"dataType":"array","array":{"dataType":"array","array":{"dataType":"string"}},"required":true},
            "ssl_protocol": {"dataType":"string","required":true},
            "ssl_cipher": {"dataType":"string","required":true},
            "h2_fingerprint": {"dataType":"string","required":true},
            "h2_settings": {"dataType":"string","required":true},
            "h2_window_update": {"dataType":"union","subSchemas":[{"dataType":"integer"},{"dataType":"enum","enums":[null]}],"required":true},
            "h2_priority": {"dataType":"string","required":true},
            "h2_pseudo_order": {"dataType":"string","required":true},
            "user_agent": {"dataType":"string","required":true},
            "referer": {"dataType":"string","required":true},
            "accept": {"dataType":"string","required":true},
            "accept_language": {"dataType":"string","required":true},
            "accept_encoding": {"dataType":"string","required":true},
            "content_type": {"dataType":"string","required":true},
            "x_forwarded_for": {"dataType":"string","required":true},
            "sec_ch_ua": {"dataType":"string","required":true},
            "sec_ch_ua_mobile": {"dataType":"string","required":true},
            "sec_ch_ua_platform": {"dataType":"string","required":true},
            "sec_fetch_site": {"dataType":"string","required":true},
            "sec_fetch_mode": {"dataType":"string","required":true},
            "sec_fetch_dest": {"dataType":"string","required":true},
            "client_headers": {"dataType":"string","required":true},
            "header_order_hash": {"dataType":"string","required":true},
            "tls_time": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"required":true},
            "transport": {"dataType":"union","subSchemas":[{"dataType":"enum","enums":["t"]},{"dataType":"enum","enums":["q"]},{"dataType":"enum","enums":["d"]},{"dataType":"enum","enums":[null]}],"required":true},
            "hello_index": {"dataType":"union","subSchemas":[{"dataType":"integer"},{"dataType":"enum","enums":[null]}],"required":true},
            "hello_hash": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"required":true},
            "ja4": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"required":true},
            "ja4_r": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"required":true},
            "ja4_o": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"required":true},
            "ja4_ro": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"required":true},
            "ja4_stable": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"required":true},
            "ja3": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"required":true},
            "ja3_hash": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"required":true},
            "tls_version": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"required":true},
            "tls_sni": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"required":true},
            "tls_alpn": {"dataType":"array","array":{"dataType":"string"},"required":true},
            "ip_meta_ttl": {"dataType":"union","subSchemas":[{"dataType":"integer"},{"dataType":"enum","enums":[null]}],"required":true},
            "ip_meta_df": {"dataType":"union","subSchemas":[{"dataType":"boolean"},{"dataType":"enum","enums":[null]}],"required":true},
            "ip_meta_id": {"dataType":"union","subSchemas":[{"dataType":"integer"},{"dataType":"enum","enums":[null]}],"required":true},
            "ip_meta_total_length": {"dataType":"union","subSchemas":[{"dataType":"integer"},{"dataType":"enum","enums":[null]}],"required":true},
            "tcp_meta_window_size": {"dataType":"union","subSchemas":[{"dataType":"integer"},{"dataType":"enum","enums":[null]}],"required":true},
            "tcp_meta_mss": {"dataType":"union","subSchemas":[{"dataType":"integer"},{"dataType":"enum","enums":[null]}],"required":true},
            "tcp_meta_window_scale": {"dataType":"union","subSchemas":[{"dataType":"integer"},{"dataType":"enum","enums":[null]}],"required":true},
            "tcp_meta_options": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"required":true},
            "syn_to_clienthello_ms": {"dataType":"union","subSchemas":[{"dataType":"double"},{"dataType":"enum","enums":[null]}],"required":true},
            "segments": {"dataType":"union","subSchemas":[{"dataType":"integer"},{"dataType":"enum","enums":[null]}],"required":true},
            "prologue": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"required":true},
            "tls_source": {"dataType":"union","subSchemas":[{"dataType":"enum","enums":["module"]},{"dataType":"enum","enums":["wire"]},{"dataType":"enum","enums":[null]}],"required":true},
            "asn": {"dataType":"union","subSchemas":[{"dataType":"integer"},{"dataType":"enum","enums":[null]}],"required":true},
            "as_name": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"required":true},
            "country": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"required":true},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "RequestPage": {
        "dataType": "refObject",
        "properties": {
            "items": {"dataType":"array","array":{"dataType":"refObject","ref":"LoggedRequest"},"required":true},
            "next_cursor": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"required":true},
            "total": {"dataType":"integer"},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "RequestSearch": {
        "dataType": "refObject",
        "properties": {
            "client_ip": {"dataType":"string"},
            "src_ip": {"dataType":"string"},
            "dst_ip": {"dataType":"string"},
            "src_port": {"dataType":"integer","validators":{"minimum":{"value":0},"maximum":{"value":65535}}},
            "dst_port": {"dataType":"integer","validators":{"minimum":{"value":0},"maximum":{"value":65535}}},
            "sensor_id": {"dataType":"string"},
            "req_id": {"dataType":"string"},
            "conn_id": {"dataType":"string"},
            "scheme": {"dataType":"string"},
            "method": {"dataType":"string"},
            "host": {"dataType":"string"},
            "path": {"dataType":"string"},
            "query": {"dataType":"string"},
            "http_version": {"dataType":"string"},
            "status": {"dataType":"integer","validators":{"minimum":{"value":0},"maximum":{"value":999}}},
            "user_agent": {"dataType":"string"},
            "referer": {"dataType":"string"},
            "accept_language": {"dataType":"string"},
            "header_order_hash": {"dataType":"string"},
            "h2_fingerprint": {"dataType":"string"},
            "ssl_protocol": {"dataType":"string"},
            "ssl_cipher": {"dataType":"string"},
            "correlated": {"dataType":"boolean"},
            "orphan_reason": {"dataType":"union","subSchemas":[{"dataType":"enum","enums":["plain_http"]},{"dataType":"enum","enums":["no_handshake"]},{"dataType":"enum","enums":["connection_expired"]},{"dataType":"enum","enums":["ip_excluded"]},{"dataType":"enum","enums":["sensor_blind"]}]},
            "transport": {"dataType":"union","subSchemas":[{"dataType":"enum","enums":["t"]},{"dataType":"enum","enums":["q"]},{"dataType":"enum","enums":["d"]}]},
            "hello_hash": {"dataType":"string"},
            "ja4": {"dataType":"string"},
            "ja4_stable": {"dataType":"string"},
            "ja3_hash": {"dataType":"string"},
            "tls_version": {"dataType":"string"},
            "tls_sni": {"dataType":"string"},
            "tcp_meta_options": {"dataType":"string"},
            "tls_source": {"dataType":"union","subSchemas":[{"dataType":"enum","enums":["module"]},{"dataType":"enum","enums":["wire"]}]},
            "asn": {"dataType":"integer","validators":{"minimum":{"value":0}}},
            "country": {"dataType":"string"},
            "from": {"dataType":"string","default":"-24h"},
            "to": {"dataType":"string"},
            "limit": {"dataType":"integer","default":50,"validators":{"minimum":{"value":1},"maximum":{"value":500}}},
            "cursor": {"dataType":"string"},
            "count": {"dataType":"boolean","default":false},
            "sort": {"dataType":"union","subSchemas":[{"dataType":"enum","enums":["time"]},{"dataType":"enum","enums":["-time"]}],"default":"-time"},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "RequestFilters": {
        "dataType": "refObject",
        "properties": {
            "client_ip": {"dataType":"string"},
            "src_ip": {"dataType":"string"},
            "dst_ip": {"dataType":"string"},
            "src_port": {"dataType":"integer","validators":{"minimum":{"value":0},"maximum":{"value":65535}}},
            "dst_port": {"dataType":"integer","validators":{"minimum":{"value":0},"maximum":{"value":65535}}},
            "sensor_id": {"dataType":"string"},
            "req_id": {"dataType":"string"},
            "conn_id": {"dataType":"string"},
            "scheme": {"dataType":"string"},
            "method": {"dataType":"string"},
            "host": {"dataType":"string"},
            "path": {"dataType":"string"},
            "query": {"dataType":"string"},
            "http_version": {"dataType":"string"},
            "status": {"dataType":"integer","validators":{"minimum":{"value":0},"maximum":{"value":999}}},
            "user_agent": {"dataType":"string"},
            "referer": {"dataType":"string"},
            "accept_language": {"dataType":"string"},
            "header_order_hash": {"dataType":"string"},
            "h2_fingerprint": {"dataType":"string"},
            "ssl_protocol": {"dataType":"string"},
            "ssl_cipher": {"dataType":"string"},
            "correlated": {"dataType":"boolean"},
            "orphan_reason": {"dataType":"union","subSchemas":[{"dataType":"enum","enums":["plain_http"]},{"dataType":"enum","enums":["no_handshake"]},{"dataType":"enum","enums":["connection_expired"]},{"dataType":"enum","enums":["ip_excluded"]},{"dataType":"enum","enums":["sensor_blind"]}]},
            "transport": {"dataType":"union","subSchemas":[{"dataType":"enum","enums":["t"]},{"dataType":"enum","enums":["q"]},{"dataType":"enum","enums":["d"]}]},
            "hello_hash": {"dataType":"string"},
            "ja4": {"dataType":"string"},
            "ja4_stable": {"dataType":"string"},
            "ja3_hash": {"dataType":"string"},
            "tls_version": {"dataType":"string"},
            "tls_sni": {"dataType":"string"},
            "tcp_meta_options": {"dataType":"string"},
            "tls_source": {"dataType":"union","subSchemas":[{"dataType":"enum","enums":["module"]},{"dataType":"enum","enums":["wire"]}]},
            "asn": {"dataType":"integer","validators":{"minimum":{"value":0}}},
            "country": {"dataType":"string"},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "ModelState": {
        "dataType": "refAlias",
        "type": {"dataType":"union","subSchemas":[{"dataType":"enum","enums":["candidate"]},{"dataType":"enum","enums":["champion"]},{"dataType":"enum","enums":["retired"]}],"validators":{}},
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "Measures": {
        "dataType": "refObject",
        "properties": {
        },
        "additionalProperties": {"dataType":"double"},
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "Model": {
        "dataType": "refObject",
        "properties": {
            "model_id": {"dataType":"string","required":true},
            "state": {"ref":"ModelState","required":true},
            "algorithm": {"dataType":"string","required":true},
            "feature_version": {"dataType":"integer","required":true},
            "features": {"dataType":"array","array":{"dataType":"string"},"required":true},
            "parameters": {"ref":"Measures","required":true},
            "metrics": {"ref":"Measures","required":true},
            "thresholds": {"ref":"Measures","required":true},
            "trained_from": {"dataType":"string","required":true},
            "trained_to": {"dataType":"string","required":true},
            "rows": {"dataType":"integer","required":true},
            "seed": {"dataType":"integer","required":true},
            "checksum": {"dataType":"string","required":true},
            "artifact_bytes": {"dataType":"integer","required":true},
            "created_at": {"dataType":"string","required":true},
            "created_by": {"dataType":"string","required":true},
            "promoted_at": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"required":true},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "ModelPage": {
        "dataType": "refObject",
        "properties": {
            "items": {"dataType":"array","array":{"dataType":"refObject","ref":"Model"},"required":true},
            "next_cursor": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"required":true},
            "total": {"dataType":"integer"},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "ModelSearch": {
        "dataType": "refObject",
        "properties": {
            "state": {"ref":"ModelState"},
            "algorithm": {"dataType":"string"},
            "limit": {"dataType":"integer","default":50,"validators":{"minimum":{"value":1},"maximum":{"value":500}}},
            "cursor": {"dataType":"string"},
            "count": {"dataType":"boolean","default":false},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "NewModel": {
        "dataType": "refObject",
        "properties": {
            "algorithm": {"dataType":"string","required":true,"validators":{"minLength":{"value":1},"maxLength":{"value":64}}},
            "feature_version": {"dataType":"integer","required":true},
            "features": {"dataType":"array","array":{"dataType":"string"},"required":true,"validators":{"minItems":{"value":1},"maxItems":{"value":500}}},
            "parameters": {"ref":"Measures","required":true},
            "metrics": {"ref":"Measures","required":true},
            "thresholds": {"ref":"Measures","required":true},
            "trained_from": {"dataType":"string","required":true},
            "trained_to": {"dataType":"string","required":true},
            "rows": {"dataType":"integer","required":true,"validators":{"minimum":{"value":0}}},
            "seed": {"dataType":"integer","required":true,"validators":{"minimum":{"value":0}}},
            "checksum": {"dataType":"string","required":true,"validators":{"pattern":{"errorMsg":"must be 64 hex digits","value":"^[0-9a-f]{64}$"}}},
            "artifact": {"dataType":"string","required":true,"validators":{"minLength":{"value":1},"maxLength":{"value":16000000}}},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "Retraining": {
        "dataType": "refObject",
        "properties": {
            "from": {"dataType":"string"},
            "to": {"dataType":"string"},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "ModelArtifact": {
        "dataType": "refObject",
        "properties": {
            "model_id": {"dataType":"string","required":true},
            "checksum": {"dataType":"string","required":true},
            "artifact": {"dataType":"string","required":true},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "Totals": {
        "dataType": "refObject",
        "properties": {
            "requests": {"dataType":"integer","required":true},
            "clients": {"dataType":"integer","required":true},
            "correlated": {"dataType":"integer","required":true},
            "correlated_share": {"dataType":"union","subSchemas":[{"dataType":"double"},{"dataType":"enum","enums":[null]}],"required":true},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "NamedCount": {
        "dataType": "refObject",
        "properties": {
            "name": {"dataType":"string","required":true},
            "count": {"dataType":"integer","required":true},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "TimelineBucket": {
        "dataType": "refObject",
        "properties": {
            "time": {"dataType":"string","required":true},
            "requests": {"dataType":"integer","required":true},
            "correlated": {"dataType":"integer","required":true},
            "orphan": {"dataType":"integer","required":true},
            "refused": {"dataType":"integer","required":true},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "Overview": {
        "dataType": "refObject",
        "properties": {
            "from": {"dataType":"string","required":true},
            "to": {"dataType":"string","required":true},
            "current": {"ref":"Totals","required":true},
            "previous": {"ref":"Totals","required":true},
            "orphans_by_reason": {"dataType":"array","array":{"dataType":"refObject","ref":"NamedCount"},"required":true},
            "open_detections_by_level": {"dataType":"array","array":{"dataType":"refObject","ref":"NamedCount"},"required":true},
            "top_ja4": {"dataType":"array","array":{"dataType":"refObject","ref":"NamedCount"},"required":true,"validators":{"maxItems":{"value":10}}},
            "top_hosts": {"dataType":"array","array":{"dataType":"refObject","ref":"NamedCount"},"required":true,"validators":{"maxItems":{"value":10}}},
            "bucket_seconds": {"dataType":"integer","required":true},
            "timeline": {"dataType":"array","array":{"dataType":"refObject","ref":"TimelineBucket"},"required":true},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "OverviewRange": {
        "dataType": "refObject",
        "properties": {
            "from": {"dataType":"string","default":"-24h"},
            "to": {"dataType":"string"},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "KeyKind": {
        "dataType": "refAlias",
        "type": {"dataType":"union","subSchemas":[{"dataType":"enum","enums":["sensor"]},{"dataType":"enum","enums":["worker"]},{"dataType":"enum","enums":["reader"]},{"dataType":"enum","enums":["analyst"]},{"dataType":"enum","enums":["admin"]}],"validators":{}},
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "ApiKey": {
        "dataType": "refObject",
        "properties": {
            "key_id": {"dataType":"string","required":true},
            "name": {"dataType":"string","required":true},
            "kind": {"ref":"KeyKind","required":true},
            "scopes": {"dataType":"array","array":{"dataType":"refAlias","ref":"Scope"},"required":true},
            "sensor_id": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"required":true},
            "created_at": {"dataType":"string","required":true},
            "expires_at": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"required":true},
            "revoked_at": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"required":true},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "ApiKeyList": {
        "dataType": "refObject",
        "properties": {
            "items": {"dataType":"array","array":{"dataType":"refObject","ref":"ApiKey"},"required":true},
            "next_cursor": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"required":true},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "CreatedApiKey": {
        "dataType": "refObject",
        "properties": {
            "key_id": {"dataType":"string","required":true},
            "name": {"dataType":"string","required":true},
            "kind": {"ref":"KeyKind","required":true},
            "scopes": {"dataType":"array","array":{"dataType":"refAlias","ref":"Scope"},"required":true},
            "sensor_id": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"required":true},
            "created_at": {"dataType":"string","required":true},
            "expires_at": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"required":true},
            "revoked_at": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"required":true},
            "key": {"dataType":"string","required":true},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "NewApiKey": {
        "dataType": "refObject",
        "properties": {
            "name": {"dataType":"string","required":true,"validators":{"minLength":{"value":1},"maxLength":{"value":100}}},
            "kind": {"ref":"KeyKind","required":true},
            "sensor_id": {"dataType":"string","validators":{"pattern":{"value":"^[A-Za-z0-9_.-]{1,64}$"}}},
            "expires_at": {"dataType":"string"},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "JobState": {
        "dataType": "refAlias",
        "type": {"dataType":"union","subSchemas":[{"dataType":"enum","enums":["waiting"]},{"dataType":"enum","enums":["delayed"]},{"dataType":"enum","enums":["active"]},{"dataType":"enum","enums":["completed"]},{"dataType":"enum","enums":["failed"]},{"dataType":"enum","enums":["quarantined"]}],"validators":{}},
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "Job": {
        "dataType": "refObject",
        "properties": {
            "id": {"dataType":"string","required":true},
            "queue": {"dataType":"union","subSchemas":[{"dataType":"enum","enums":["correlation"]},{"dataType":"enum","enums":["detection"]}],"required":true},
            "name": {"dataType":"string","required":true},
            "state": {"ref":"JobState","required":true},
            "progress": {"dataType":"double","required":true,"validators":{"minimum":{"value":0},"maximum":{"value":1}}},
            "progress_text": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"required":true},
            "attempts": {"dataType":"integer","required":true},
            "failed_reason": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"required":true},
            "created_at": {"dataType":"string","required":true},
            "started_at": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"required":true},
            "finished_at": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"required":true},
            "result": {"dataType":"union","subSchemas":[{"dataType":"nestedObjectLiteral","nestedProperties":{},"additionalProperties":{"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"double"},{"dataType":"boolean"},{"dataType":"enum","enums":[null]}]}},{"dataType":"enum","enums":[null]}],"required":true},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "JobPage": {
        "dataType": "refObject",
        "properties": {
            "items": {"dataType":"array","array":{"dataType":"refObject","ref":"Job"},"required":true},
            "next_cursor": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"required":true},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "JobSearch": {
        "dataType": "refObject",
        "properties": {
            "queue": {"dataType":"union","subSchemas":[{"dataType":"enum","enums":["correlation"]},{"dataType":"enum","enums":["detection"]}]},
            "state": {"ref":"JobState"},
            "name": {"dataType":"string"},
            "limit": {"dataType":"integer","default":50,"validators":{"minimum":{"value":1},"maximum":{"value":500}}},
            "cursor": {"dataType":"string"},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "FeatureContext": {
        "dataType": "refObject",
        "properties": {
            "user_agents": {"dataType":"array","array":{"dataType":"string"},"required":true,"validators":{"maxItems":{"value":5}}},
            "sample_paths": {"dataType":"array","array":{"dataType":"string"},"required":true,"validators":{"maxItems":{"value":10}}},
            "sensitive_requests": {"dataType":"integer","required":true},
            "login_posts": {"dataType":"integer","required":true},
            "login_posts_refused": {"dataType":"integer","required":true},
            "not_found": {"dataType":"integer","required":true},
            "without_accept_language": {"dataType":"integer","required":true},
            "without_sec_fetch": {"dataType":"integer","required":true},
            "header_orders": {"dataType":"array","array":{"dataType":"string"},"required":true},
            "http_versions": {"dataType":"array","array":{"dataType":"string"},"required":true},
            "ja4_r": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"required":true},
            "tls_alpn": {"dataType":"array","array":{"dataType":"string"},"required":true},
            "first_seen": {"dataType":"string","required":true},
            "last_seen": {"dataType":"string","required":true},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "FeatureRow": {
        "dataType": "refObject",
        "properties": {
            "hour": {"dataType":"string","required":true},
            "client_ip": {"dataType":"string","required":true},
            "ja4": {"dataType":"string","required":true},
            "host": {"dataType":"string","required":true},
            "correlated": {"dataType":"boolean","required":true},
            "requests": {"dataType":"integer","required":true},
            "values": {"dataType":"array","array":{"dataType":"union","subSchemas":[{"dataType":"double"},{"dataType":"enum","enums":[null]}]},"required":true},
            "context": {"ref":"FeatureContext","required":true},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "FeaturePage": {
        "dataType": "refObject",
        "properties": {
            "feature_version": {"dataType":"integer","required":true},
            "features": {"dataType":"array","array":{"dataType":"string"},"required":true},
            "items": {"dataType":"array","array":{"dataType":"refObject","ref":"FeatureRow"},"required":true},
            "next_cursor": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"required":true},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "FeatureSearch": {
        "dataType": "refObject",
        "properties": {
            "from": {"dataType":"string","default":"-24h"},
            "to": {"dataType":"string"},
            "limit": {"dataType":"integer","default":1000,"validators":{"minimum":{"value":1},"maximum":{"value":5000}}},
            "cursor": {"dataType":"string"},
            "min_requests": {"dataType":"integer","default":1,"validators":{"minimum":{"value":1}}},
            "client_ip": {"dataType":"string"},
            "host": {"dataType":"string"},
            "ja4": {"dataType":"string"},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "RejectedLine": {
        "dataType": "refObject",
        "properties": {
            "line": {"dataType":"integer","required":true},
            "pointer": {"dataType":"string","required":true},
            "detail": {"dataType":"string","required":true},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "IngestedBatch": {
        "dataType": "refObject",
        "properties": {
            "batch_id": {"dataType":"string","required":true},
            "accepted": {"dataType":"integer","required":true},
            "rejected": {"dataType":"array","array":{"dataType":"refObject","ref":"RejectedLine"},"required":true},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "EventTime": {
        "dataType": "refAlias",
        "type": {"dataType":"string","validators":{"pattern":{"value":"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)$"}}},
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "IpAddress": {
        "dataType": "refAlias",
        "type": {"dataType":"string","validators":{}},
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "Unsigned16": {
        "dataType": "refAlias",
        "type": {"dataType":"integer","validators":{"minimum":{"value":0},"maximum":{"value":65535}}},
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "Count": {
        "dataType": "refAlias",
        "type": {"dataType":"long","validators":{"minimum":{"value":0},"maximum":{"value":9007199254740991}}},
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "HeaderPair": {
        "dataType": "refAlias",
        "type": {"dataType":"array","array":{"dataType":"string"},"validators":{"minItems":{"value":2},"maxItems":{"value":2}}},
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "HttpEvent": {
        "dataType": "refObject",
        "properties": {
            "time": {"ref":"EventTime","required":true},
            "req_id": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"validators":{"maxLength":{"value":64}}},
            "conn_id": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"validators":{"maxLength":{"value":64}}},
            "conn_seq": {"dataType":"union","subSchemas":[{"dataType":"long"},{"dataType":"enum","enums":[null]}],"validators":{"minimum":{"value":1},"maximum":{"value":4294967295}}},
            "scheme": {"dataType":"union","subSchemas":[{"dataType":"enum","enums":["http"]},{"dataType":"enum","enums":["https"]}],"required":true},
            "src_ip": {"ref":"IpAddress","required":true},
            "src_port": {"ref":"Unsigned16","required":true},
            "client_ip": {"dataType":"union","subSchemas":[{"ref":"IpAddress"},{"dataType":"enum","enums":[null]}]},
            "dst_ip": {"ref":"IpAddress","required":true},
            "dst_port": {"ref":"Unsigned16","required":true},
            "method": {"dataType":"string","required":true,"validators":{"minLength":{"value":1},"maxLength":{"value":32}}},
            "host": {"dataType":"string","required":true,"validators":{"maxLength":{"value":1024}}},
            "path": {"dataType":"string","required":true,"validators":{"maxLength":{"value":16384}}},
            "query": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"validators":{"maxLength":{"value":16384}}},
            "http_version": {"dataType":"union","subSchemas":[{"dataType":"enum","enums":[""]},{"dataType":"enum","enums":["0.9"]},{"dataType":"enum","enums":["1.0"]},{"dataType":"enum","enums":["1.1"]},{"dataType":"enum","enums":["2"]},{"dataType":"enum","enums":["3"]},{"dataType":"enum","enums":[null]}]},
            "status": {"dataType":"integer","required":true,"validators":{"minimum":{"value":100},"maximum":{"value":999}}},
            "bytes_in": {"dataType":"union","subSchemas":[{"ref":"Count"},{"dataType":"enum","enums":[null]}]},
            "bytes_out": {"dataType":"union","subSchemas":[{"ref":"Count"},{"dataType":"enum","enums":[null]}]},
            "duration_us": {"dataType":"union","subSchemas":[{"ref":"Count"},{"dataType":"enum","enums":[null]}]},
            "headers": {"dataType":"union","subSchemas":[{"dataType":"array","array":{"dataType":"refAlias","ref":"HeaderPair"}},{"dataType":"enum","enums":[null]}],"validators":{"maxItems":{"value":256}}},
            "ssl_protocol": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"validators":{"maxLength":{"value":64}}},
            "ssl_cipher": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"validators":{"maxLength":{"value":128}}},
            "h2_fingerprint": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"validators":{"maxLength":{"value":1024}}},
            "h2_settings": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"validators":{"maxLength":{"value":1024}}},
            "h2_window_update": {"dataType":"union","subSchemas":[{"dataType":"long"},{"dataType":"enum","enums":[null]}],"validators":{"minimum":{"value":0},"maximum":{"value":4294967295}}},
            "h2_priority": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"validators":{"maxLength":{"value":1024}}},
            "h2_pseudo_order": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"validators":{"maxLength":{"value":64}}},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "TlsEvent": {
        "dataType": "refObject",
        "properties": {
            "time": {"ref":"EventTime","required":true},
            "conn_id": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"validators":{"maxLength":{"value":64}}},
            "src_ip": {"ref":"IpAddress","required":true},
            "src_port": {"ref":"Unsigned16","required":true},
            "dst_ip": {"ref":"IpAddress","required":true},
            "dst_port": {"ref":"Unsigned16","required":true},
            "transport": {"dataType":"union","subSchemas":[{"dataType":"enum","enums":["t"]},{"dataType":"enum","enums":["q"]},{"dataType":"enum","enums":["d"]}],"required":true},
            "hello_index": {"dataType":"union","subSchemas":[{"dataType":"integer"},{"dataType":"enum","enums":[null]}],"validators":{"minimum":{"value":1},"maximum":{"value":255}}},
            "hello_hash": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"validators":{"maxLength":{"value":64}}},
            "ja4": {"dataType":"string","required":true,"validators":{"minLength":{"value":1},"maxLength":{"value":128}}},
            "ja4_r": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"validators":{"maxLength":{"value":4096}}},
            "ja4_o": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"validators":{"maxLength":{"value":128}}},
            "ja4_ro": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"validators":{"maxLength":{"value":4096}}},
            "ja4_stable": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"validators":{"maxLength":{"value":128}}},
            "ja3": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"validators":{"maxLength":{"value":4096}}},
            "ja3_hash": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"validators":{"maxLength":{"value":128}}},
            "tls_version": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"validators":{"maxLength":{"value":16}}},
            "tls_sni": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"validators":{"maxLength":{"value":1024}}},
            "tls_alpn": {"dataType":"union","subSchemas":[{"dataType":"array","array":{"dataType":"string"}},{"dataType":"enum","enums":[null]}],"validators":{"maxItems":{"value":64}}},
            "ip_meta_ttl": {"dataType":"union","subSchemas":[{"dataType":"integer"},{"dataType":"enum","enums":[null]}],"validators":{"minimum":{"value":0},"maximum":{"value":255}}},
            "ip_meta_df": {"dataType":"union","subSchemas":[{"dataType":"boolean"},{"dataType":"enum","enums":[null]}]},
            "ip_meta_id": {"dataType":"union","subSchemas":[{"ref":"Unsigned16"},{"dataType":"enum","enums":[null]}]},
            "ip_meta_total_length": {"dataType":"union","subSchemas":[{"ref":"Unsigned16"},{"dataType":"enum","enums":[null]}]},
            "tcp_meta_window_size": {"dataType":"union","subSchemas":[{"ref":"Unsigned16"},{"dataType":"enum","enums":[null]}]},
            "tcp_meta_mss": {"dataType":"union","subSchemas":[{"ref":"Unsigned16"},{"dataType":"enum","enums":[null]}]},
            "tcp_meta_window_scale": {"dataType":"union","subSchemas":[{"dataType":"integer"},{"dataType":"enum","enums":[null]}],"validators":{"minimum":{"value":0},"maximum":{"value":255}}},
            "tcp_meta_options": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"validators":{"maxLength":{"value":64}}},
            "syn_to_clienthello_ms": {"dataType":"union","subSchemas":[{"dataType":"double"},{"dataType":"enum","enums":[null]}],"validators":{"minimum":{"value":0},"maximum":{"value":1000000000}}},
            "segments": {"dataType":"union","subSchemas":[{"ref":"Unsigned16"},{"dataType":"enum","enums":[null]}]},
            "prologue": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"validators":{"maxLength":{"value":64}}},
            "source": {"dataType":"union","subSchemas":[{"dataType":"enum","enums":["module"]},{"dataType":"enum","enums":["wire"]}],"required":true},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "DetectionStatus": {
        "dataType": "refAlias",
        "type": {"dataType":"union","subSchemas":[{"dataType":"enum","enums":["open"]},{"dataType":"enum","enums":["acknowledged"]},{"dataType":"enum","enums":["escalated"]},{"dataType":"enum","enums":["closed"]}],"validators":{}},
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "DetectionKind": {
        "dataType": "refAlias",
        "type": {"dataType":"union","subSchemas":[{"dataType":"enum","enums":["evidence"]},{"dataType":"enum","enums":["anomaly"]}],"validators":{}},
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "DetectionLevel": {
        "dataType": "refAlias",
        "type": {"dataType":"union","subSchemas":[{"dataType":"enum","enums":["critical"]},{"dataType":"enum","enums":["high"]},{"dataType":"enum","enums":["medium"]},{"dataType":"enum","enums":["low"]}],"validators":{}},
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "Reason": {
        "dataType": "refObject",
        "properties": {
            "key": {"dataType":"string","required":true,"validators":{"maxLength":{"value":64}}},
            "severity": {"ref":"DetectionLevel","required":true},
            "detail": {"dataType":"string","required":true,"validators":{"maxLength":{"value":2000}}},
            "feature": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"required":true},
            "value": {"dataType":"union","subSchemas":[{"dataType":"double"},{"dataType":"enum","enums":[null]}],"required":true},
            "expected": {"dataType":"union","subSchemas":[{"dataType":"double"},{"dataType":"enum","enums":[null]}],"required":true},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "Detection": {
        "dataType": "refObject",
        "properties": {
            "key": {"dataType":"string","required":true,"validators":{"minLength":{"value":1},"maxLength":{"value":1024}}},
            "kind": {"ref":"DetectionKind","required":true},
            "client_ip": {"dataType":"string","required":true},
            "ja4": {"dataType":"string","required":true,"validators":{"maxLength":{"value":128}}},
            "host": {"dataType":"string","required":true,"validators":{"maxLength":{"value":1024}}},
            "first_seen": {"dataType":"string","required":true},
            "last_seen": {"dataType":"string","required":true},
            "requests": {"dataType":"integer","required":true,"validators":{"minimum":{"value":0}}},
            "score": {"dataType":"double","required":true,"validators":{"minimum":{"value":0},"maximum":{"value":1}}},
            "level": {"ref":"DetectionLevel","required":true},
            "model_id": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"required":true},
            "reasons": {"dataType":"array","array":{"dataType":"refObject","ref":"Reason"},"required":true,"validators":{"minItems":{"value":1},"maxItems":{"value":50}}},
            "detection_id": {"dataType":"string","required":true},
            "status": {"ref":"DetectionStatus","required":true},
            "assignee": {"dataType":"string","required":true},
            "comment": {"dataType":"string","required":true},
            "version": {"dataType":"integer","required":true},
            "created_at": {"dataType":"string","required":true},
            "updated_at": {"dataType":"string","required":true},
            "updated_by": {"dataType":"string","required":true},
            "closed_at": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"required":true},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "DetectionPage": {
        "dataType": "refObject",
        "properties": {
            "items": {"dataType":"array","array":{"dataType":"refObject","ref":"Detection"},"required":true},
            "next_cursor": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"required":true},
            "total": {"dataType":"integer"},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "DetectionSearch": {
        "dataType": "refObject",
        "properties": {
            "from": {"dataType":"string"},
            "to": {"dataType":"string"},
            "limit": {"dataType":"integer","default":50,"validators":{"minimum":{"value":1},"maximum":{"value":500}}},
            "cursor": {"dataType":"string"},
            "count": {"dataType":"boolean","default":false},
            "sort": {"dataType":"union","subSchemas":[{"dataType":"enum","enums":["-score"]},{"dataType":"enum","enums":["-last_seen"]}],"default":"-score"},
            "status": {"ref":"DetectionStatus"},
            "level": {"ref":"DetectionLevel"},
            "kind": {"ref":"DetectionKind"},
            "client_ip": {"dataType":"string"},
            "ja4": {"dataType":"string"},
            "host": {"dataType":"string"},
            "reason": {"dataType":"string"},
            "assignee": {"dataType":"string"},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "UpsertedDetection": {
        "dataType": "refObject",
        "properties": {
            "key": {"dataType":"string","required":true},
            "detection_id": {"dataType":"string","required":true},
            "outcome": {"dataType":"union","subSchemas":[{"dataType":"enum","enums":["created"]},{"dataType":"enum","enums":["updated"]},{"dataType":"enum","enums":["unchanged"]},{"dataType":"enum","enums":["reopened"]}],"required":true},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "UpsertedDetections": {
        "dataType": "refObject",
        "properties": {
            "items": {"dataType":"array","array":{"dataType":"refObject","ref":"UpsertedDetection"},"required":true},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "Finding": {
        "dataType": "refObject",
        "properties": {
            "key": {"dataType":"string","required":true,"validators":{"minLength":{"value":1},"maxLength":{"value":1024}}},
            "kind": {"ref":"DetectionKind","required":true},
            "client_ip": {"dataType":"string","required":true},
            "ja4": {"dataType":"string","required":true,"validators":{"maxLength":{"value":128}}},
            "host": {"dataType":"string","required":true,"validators":{"maxLength":{"value":1024}}},
            "first_seen": {"dataType":"string","required":true},
            "last_seen": {"dataType":"string","required":true},
            "requests": {"dataType":"integer","required":true,"validators":{"minimum":{"value":0}}},
            "score": {"dataType":"double","required":true,"validators":{"minimum":{"value":0},"maximum":{"value":1}}},
            "level": {"ref":"DetectionLevel","required":true},
            "model_id": {"dataType":"union","subSchemas":[{"dataType":"string"},{"dataType":"enum","enums":[null]}],"required":true},
            "reasons": {"dataType":"array","array":{"dataType":"refObject","ref":"Reason"},"required":true,"validators":{"minItems":{"value":1},"maxItems":{"value":50}}},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "Findings": {
        "dataType": "refObject",
        "properties": {
            "items": {"dataType":"array","array":{"dataType":"refObject","ref":"Finding"},"required":true,"validators":{"minItems":{"value":1},"maxItems":{"value":500}}},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
    "Triage": {
        "dataType": "refObject",
        "properties": {
            "status": {"ref":"DetectionStatus"},
            "assignee": {"dataType":"string","validators":{"maxLength":{"value":200}}},
            "comment": {"dataType":"string","validators":{"maxLength":{"value":10000}}},
        },
        "additionalProperties": false,
    },
    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
};
const templateService = new ExpressTemplateService(models, {"noImplicitAdditionalProperties":"throw-on-extras","bodyCoercion":true});

// WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa




export function RegisterRoutes(app: Router) {

    // ###########################################################################################################
    //  NOTE: If you do not see routes for all of your controllers in this file, then you might not have informed tsoa of where to look
    //      Please look into the "controllerPathGlobs" config option described in the readme: https://github.com/lukeautry/tsoa
    // ###########################################################################################################


    
        const argsStatusController_get: Record<string, TsoaRoute.ParameterSchema> = {
        };
        app.get('/v1/status',
            authenticateMiddleware([{"bearer":["status:read"]},{"session":["status:read"]}]),
            ...(fetchMiddlewares<RequestHandler>(StatusController)),
            ...(fetchMiddlewares<RequestHandler>(StatusController.prototype.get)),

            async function StatusController_get(request: ExRequest, response: ExResponse, next: any) {

            // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa

            let validatedArgs: any[] = [];
            try {
                validatedArgs = templateService.getValidatedArgs({ args: argsStatusController_get, request, response });

                const container: IocContainer = typeof iocContainer === 'function' ? (iocContainer as IocContainerFactory)(request) : iocContainer;

                const controller: any = await container.get<StatusController>(StatusController);
                if (typeof controller['setStatus'] === 'function') {
                controller.setStatus(undefined);
                }

              await templateService.apiHandler({
                methodName: 'get',
                controller,
                response,
                next,
                validatedArgs,
                successStatus: undefined,
              });
            } catch (err) {
                return next(err);
            }
        });
        // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
        const argsSessionController_login: Record<string, TsoaRoute.ParameterSchema> = {
                request: {"in":"request","name":"request","required":true,"dataType":"object"},
                credentials: {"in":"body","name":"credentials","required":true,"ref":"Credentials"},
        };
        app.post('/v1/session',
            ...(fetchMiddlewares<RequestHandler>(SessionController)),
            ...(fetchMiddlewares<RequestHandler>(SessionController.prototype.login)),

            async function SessionController_login(request: ExRequest, response: ExResponse, next: any) {

            // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa

            let validatedArgs: any[] = [];
            try {
                validatedArgs = templateService.getValidatedArgs({ args: argsSessionController_login, request, response });

                const container: IocContainer = typeof iocContainer === 'function' ? (iocContainer as IocContainerFactory)(request) : iocContainer;

                const controller: any = await container.get<SessionController>(SessionController);
                if (typeof controller['setStatus'] === 'function') {
                controller.setStatus(undefined);
                }

              await templateService.apiHandler({
                methodName: 'login',
                controller,
                response,
                next,
                validatedArgs,
                successStatus: 201,
              });
            } catch (err) {
                return next(err);
            }
        });
        // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
        const argsSessionController_get: Record<string, TsoaRoute.ParameterSchema> = {
                request: {"in":"request","name":"request","required":true,"dataType":"object"},
        };
        app.get('/v1/session',
            authenticateMiddleware([{"session":[]}]),
            ...(fetchMiddlewares<RequestHandler>(SessionController)),
            ...(fetchMiddlewares<RequestHandler>(SessionController.prototype.get)),

            async function SessionController_get(request: ExRequest, response: ExResponse, next: any) {

            // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa

            let validatedArgs: any[] = [];
            try {
                validatedArgs = templateService.getValidatedArgs({ args: argsSessionController_get, request, response });

                const container: IocContainer = typeof iocContainer === 'function' ? (iocContainer as IocContainerFactory)(request) : iocContainer;

                const controller: any = await container.get<SessionController>(SessionController);
                if (typeof controller['setStatus'] === 'function') {
                controller.setStatus(undefined);
                }

              await templateService.apiHandler({
                methodName: 'get',
                controller,
                response,
                next,
                validatedArgs,
                successStatus: undefined,
              });
            } catch (err) {
                return next(err);
            }
        });
        // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
        const argsSessionController_logout: Record<string, TsoaRoute.ParameterSchema> = {
                request: {"in":"request","name":"request","required":true,"dataType":"object"},
        };
        app.delete('/v1/session',
            authenticateMiddleware([{"session":[]}]),
            ...(fetchMiddlewares<RequestHandler>(SessionController)),
            ...(fetchMiddlewares<RequestHandler>(SessionController.prototype.logout)),

            async function SessionController_logout(request: ExRequest, response: ExResponse, next: any) {

            // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa

            let validatedArgs: any[] = [];
            try {
                validatedArgs = templateService.getValidatedArgs({ args: argsSessionController_logout, request, response });

                const container: IocContainer = typeof iocContainer === 'function' ? (iocContainer as IocContainerFactory)(request) : iocContainer;

                const controller: any = await container.get<SessionController>(SessionController);
                if (typeof controller['setStatus'] === 'function') {
                controller.setStatus(undefined);
                }

              await templateService.apiHandler({
                methodName: 'logout',
                controller,
                response,
                next,
                validatedArgs,
                successStatus: 204,
              });
            } catch (err) {
                return next(err);
            }
        });
        // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
        const argsScoresController_write: Record<string, TsoaRoute.ParameterSchema> = {
                batch: {"in":"body","name":"batch","required":true,"ref":"ScoreBatch"},
        };
        app.post('/v1/scores',
            authenticateMiddleware([{"bearer":["scores:write"]}]),
            ...(fetchMiddlewares<RequestHandler>(ScoresController)),
            ...(fetchMiddlewares<RequestHandler>(ScoresController.prototype.write)),

            async function ScoresController_write(request: ExRequest, response: ExResponse, next: any) {

            // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa

            let validatedArgs: any[] = [];
            try {
                validatedArgs = templateService.getValidatedArgs({ args: argsScoresController_write, request, response });

                const container: IocContainer = typeof iocContainer === 'function' ? (iocContainer as IocContainerFactory)(request) : iocContainer;

                const controller: any = await container.get<ScoresController>(ScoresController);
                if (typeof controller['setStatus'] === 'function') {
                controller.setStatus(undefined);
                }

              await templateService.apiHandler({
                methodName: 'write',
                controller,
                response,
                next,
                validatedArgs,
                successStatus: 201,
              });
            } catch (err) {
                return next(err);
            }
        });
        // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
        const argsScoresController_list: Record<string, TsoaRoute.ParameterSchema> = {
                search: {"in":"queries","name":"search","required":true,"ref":"ScoreSearch"},
        };
        app.get('/v1/scores',
            authenticateMiddleware([{"bearer":["scores:read"]},{"session":["scores:read"]}]),
            ...(fetchMiddlewares<RequestHandler>(ScoresController)),
            ...(fetchMiddlewares<RequestHandler>(ScoresController.prototype.list)),

            async function ScoresController_list(request: ExRequest, response: ExResponse, next: any) {

            // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa

            let validatedArgs: any[] = [];
            try {
                validatedArgs = templateService.getValidatedArgs({ args: argsScoresController_list, request, response });

                const container: IocContainer = typeof iocContainer === 'function' ? (iocContainer as IocContainerFactory)(request) : iocContainer;

                const controller: any = await container.get<ScoresController>(ScoresController);
                if (typeof controller['setStatus'] === 'function') {
                controller.setStatus(undefined);
                }

              await templateService.apiHandler({
                methodName: 'list',
                controller,
                response,
                next,
                validatedArgs,
                successStatus: undefined,
              });
            } catch (err) {
                return next(err);
            }
        });
        // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
        const argsScoresController_run: Record<string, TsoaRoute.ParameterSchema> = {
                range: {"in":"body","name":"range","required":true,"ref":"ScoreRun"},
        };
        app.post('/v1/scores/run',
            authenticateMiddleware([{"bearer":["jobs:write"]},{"session":["jobs:write"]}]),
            ...(fetchMiddlewares<RequestHandler>(ScoresController)),
            ...(fetchMiddlewares<RequestHandler>(ScoresController.prototype.run)),

            async function ScoresController_run(request: ExRequest, response: ExResponse, next: any) {

            // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa

            let validatedArgs: any[] = [];
            try {
                validatedArgs = templateService.getValidatedArgs({ args: argsScoresController_run, request, response });

                const container: IocContainer = typeof iocContainer === 'function' ? (iocContainer as IocContainerFactory)(request) : iocContainer;

                const controller: any = await container.get<ScoresController>(ScoresController);
                if (typeof controller['setStatus'] === 'function') {
                controller.setStatus(undefined);
                }

              await templateService.apiHandler({
                methodName: 'run',
                controller,
                response,
                next,
                validatedArgs,
                successStatus: 202,
              });
            } catch (err) {
                return next(err);
            }
        });
        // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
        const argsRequestsController_search: Record<string, TsoaRoute.ParameterSchema> = {
                search: {"in":"queries","name":"search","required":true,"ref":"RequestSearch"},
        };
        app.get('/v1/requests',
            authenticateMiddleware([{"bearer":["requests:read"]},{"session":["requests:read"]}]),
            ...(fetchMiddlewares<RequestHandler>(RequestsController)),
            ...(fetchMiddlewares<RequestHandler>(RequestsController.prototype.search)),

            async function RequestsController_search(request: ExRequest, response: ExResponse, next: any) {

            // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa

            let validatedArgs: any[] = [];
            try {
                validatedArgs = templateService.getValidatedArgs({ args: argsRequestsController_search, request, response });

                const container: IocContainer = typeof iocContainer === 'function' ? (iocContainer as IocContainerFactory)(request) : iocContainer;

                const controller: any = await container.get<RequestsController>(RequestsController);
                if (typeof controller['setStatus'] === 'function') {
                controller.setStatus(undefined);
                }

              await templateService.apiHandler({
                methodName: 'search',
                controller,
                response,
                next,
                validatedArgs,
                successStatus: undefined,
              });
            } catch (err) {
                return next(err);
            }
        });
        // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
        const argsRequestsController_follow: Record<string, TsoaRoute.ParameterSchema> = {
                request: {"in":"request","name":"request","required":true,"dataType":"object"},
                filters: {"in":"queries","name":"filters","required":true,"ref":"RequestFilters"},
                lastEventId: {"in":"header","name":"Last-Event-ID","dataType":"string"},
        };
        app.get('/v1/requests/stream',
            authenticateMiddleware([{"bearer":["requests:read"]},{"session":["requests:read"]}]),
            ...(fetchMiddlewares<RequestHandler>(RequestsController)),
            ...(fetchMiddlewares<RequestHandler>(RequestsController.prototype.follow)),

            async function RequestsController_follow(request: ExRequest, response: ExResponse, next: any) {

            // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa

            let validatedArgs: any[] = [];
            try {
                validatedArgs = templateService.getValidatedArgs({ args: argsRequestsController_follow, request, response });

                const container: IocContainer = typeof iocContainer === 'function' ? (iocContainer as IocContainerFactory)(request) : iocContainer;

                const controller: any = await container.get<RequestsController>(RequestsController);
                if (typeof controller['setStatus'] === 'function') {
                controller.setStatus(undefined);
                }

              await templateService.apiHandler({
                methodName: 'follow',
                controller,
                response,
                next,
                validatedArgs,
                successStatus: undefined,
              });
            } catch (err) {
                return next(err);
            }
        });
        // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
        const argsRequestsController_get: Record<string, TsoaRoute.ParameterSchema> = {
                id: {"in":"path","name":"id","required":true,"dataType":"string"},
        };
        app.get('/v1/requests/:id',
            authenticateMiddleware([{"bearer":["requests:read"]},{"session":["requests:read"]}]),
            ...(fetchMiddlewares<RequestHandler>(RequestsController)),
            ...(fetchMiddlewares<RequestHandler>(RequestsController.prototype.get)),

            async function RequestsController_get(request: ExRequest, response: ExResponse, next: any) {

            // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa

            let validatedArgs: any[] = [];
            try {
                validatedArgs = templateService.getValidatedArgs({ args: argsRequestsController_get, request, response });

                const container: IocContainer = typeof iocContainer === 'function' ? (iocContainer as IocContainerFactory)(request) : iocContainer;

                const controller: any = await container.get<RequestsController>(RequestsController);
                if (typeof controller['setStatus'] === 'function') {
                controller.setStatus(undefined);
                }

              await templateService.apiHandler({
                methodName: 'get',
                controller,
                response,
                next,
                validatedArgs,
                successStatus: undefined,
              });
            } catch (err) {
                return next(err);
            }
        });
        // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
        const argsModelsController_list: Record<string, TsoaRoute.ParameterSchema> = {
                search: {"in":"queries","name":"search","required":true,"ref":"ModelSearch"},
        };
        app.get('/v1/models',
            authenticateMiddleware([{"bearer":["models:read"]},{"session":["models:read"]}]),
            ...(fetchMiddlewares<RequestHandler>(ModelsController)),
            ...(fetchMiddlewares<RequestHandler>(ModelsController.prototype.list)),

            async function ModelsController_list(request: ExRequest, response: ExResponse, next: any) {

            // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa

            let validatedArgs: any[] = [];
            try {
                validatedArgs = templateService.getValidatedArgs({ args: argsModelsController_list, request, response });

                const container: IocContainer = typeof iocContainer === 'function' ? (iocContainer as IocContainerFactory)(request) : iocContainer;

                const controller: any = await container.get<ModelsController>(ModelsController);
                if (typeof controller['setStatus'] === 'function') {
                controller.setStatus(undefined);
                }

              await templateService.apiHandler({
                methodName: 'list',
                controller,
                response,
                next,
                validatedArgs,
                successStatus: undefined,
              });
            } catch (err) {
                return next(err);
            }
        });
        // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
        const argsModelsController_create: Record<string, TsoaRoute.ParameterSchema> = {
                request: {"in":"request","name":"request","required":true,"dataType":"object"},
                model: {"in":"body","name":"model","required":true,"ref":"NewModel"},
        };
        app.post('/v1/models',
            authenticateMiddleware([{"bearer":["models:write"]}]),
            ...(fetchMiddlewares<RequestHandler>(ModelsController)),
            ...(fetchMiddlewares<RequestHandler>(ModelsController.prototype.create)),

            async function ModelsController_create(request: ExRequest, response: ExResponse, next: any) {

            // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa

            let validatedArgs: any[] = [];
            try {
                validatedArgs = templateService.getValidatedArgs({ args: argsModelsController_create, request, response });

                const container: IocContainer = typeof iocContainer === 'function' ? (iocContainer as IocContainerFactory)(request) : iocContainer;

                const controller: any = await container.get<ModelsController>(ModelsController);
                if (typeof controller['setStatus'] === 'function') {
                controller.setStatus(undefined);
                }

              await templateService.apiHandler({
                methodName: 'create',
                controller,
                response,
                next,
                validatedArgs,
                successStatus: 201,
              });
            } catch (err) {
                return next(err);
            }
        });
        // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
        const argsModelsController_retrain: Record<string, TsoaRoute.ParameterSchema> = {
                request: {"in":"request","name":"request","required":true,"dataType":"object"},
                range: {"in":"body","name":"range","required":true,"ref":"Retraining"},
        };
        app.post('/v1/models/retrain',
            authenticateMiddleware([{"bearer":["jobs:write"]},{"session":["jobs:write"]}]),
            ...(fetchMiddlewares<RequestHandler>(ModelsController)),
            ...(fetchMiddlewares<RequestHandler>(ModelsController.prototype.retrain)),

            async function ModelsController_retrain(request: ExRequest, response: ExResponse, next: any) {

            // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa

            let validatedArgs: any[] = [];
            try {
                validatedArgs = templateService.getValidatedArgs({ args: argsModelsController_retrain, request, response });

                const container: IocContainer = typeof iocContainer === 'function' ? (iocContainer as IocContainerFactory)(request) : iocContainer;

                const controller: any = await container.get<ModelsController>(ModelsController);
                if (typeof controller['setStatus'] === 'function') {
                controller.setStatus(undefined);
                }

              await templateService.apiHandler({
                methodName: 'retrain',
                controller,
                response,
                next,
                validatedArgs,
                successStatus: 202,
              });
            } catch (err) {
                return next(err);
            }
        });
        // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
        const argsModelsController_get: Record<string, TsoaRoute.ParameterSchema> = {
                model_id: {"in":"path","name":"model_id","required":true,"dataType":"string"},
        };
        app.get('/v1/models/:model_id',
            authenticateMiddleware([{"bearer":["models:read"]},{"session":["models:read"]}]),
            ...(fetchMiddlewares<RequestHandler>(ModelsController)),
            ...(fetchMiddlewares<RequestHandler>(ModelsController.prototype.get)),

            async function ModelsController_get(request: ExRequest, response: ExResponse, next: any) {

            // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa

            let validatedArgs: any[] = [];
            try {
                validatedArgs = templateService.getValidatedArgs({ args: argsModelsController_get, request, response });

                const container: IocContainer = typeof iocContainer === 'function' ? (iocContainer as IocContainerFactory)(request) : iocContainer;

                const controller: any = await container.get<ModelsController>(ModelsController);
                if (typeof controller['setStatus'] === 'function') {
                controller.setStatus(undefined);
                }

              await templateService.apiHandler({
                methodName: 'get',
                controller,
                response,
                next,
                validatedArgs,
                successStatus: undefined,
              });
            } catch (err) {
                return next(err);
            }
        });
        // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
        const argsModelsController_artifact: Record<string, TsoaRoute.ParameterSchema> = {
                model_id: {"in":"path","name":"model_id","required":true,"dataType":"string"},
        };
        app.get('/v1/models/:model_id/artifact',
            authenticateMiddleware([{"bearer":["models:read"]}]),
            ...(fetchMiddlewares<RequestHandler>(ModelsController)),
            ...(fetchMiddlewares<RequestHandler>(ModelsController.prototype.artifact)),

            async function ModelsController_artifact(request: ExRequest, response: ExResponse, next: any) {

            // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa

            let validatedArgs: any[] = [];
            try {
                validatedArgs = templateService.getValidatedArgs({ args: argsModelsController_artifact, request, response });

                const container: IocContainer = typeof iocContainer === 'function' ? (iocContainer as IocContainerFactory)(request) : iocContainer;

                const controller: any = await container.get<ModelsController>(ModelsController);
                if (typeof controller['setStatus'] === 'function') {
                controller.setStatus(undefined);
                }

              await templateService.apiHandler({
                methodName: 'artifact',
                controller,
                response,
                next,
                validatedArgs,
                successStatus: undefined,
              });
            } catch (err) {
                return next(err);
            }
        });
        // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
        const argsModelsController_promote: Record<string, TsoaRoute.ParameterSchema> = {
                model_id: {"in":"path","name":"model_id","required":true,"dataType":"string"},
        };
        app.post('/v1/models/:model_id/promote',
            authenticateMiddleware([{"bearer":["models:write"]},{"session":["models:write"]}]),
            ...(fetchMiddlewares<RequestHandler>(ModelsController)),
            ...(fetchMiddlewares<RequestHandler>(ModelsController.prototype.promote)),

            async function ModelsController_promote(request: ExRequest, response: ExResponse, next: any) {

            // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa

            let validatedArgs: any[] = [];
            try {
                validatedArgs = templateService.getValidatedArgs({ args: argsModelsController_promote, request, response });

                const container: IocContainer = typeof iocContainer === 'function' ? (iocContainer as IocContainerFactory)(request) : iocContainer;

                const controller: any = await container.get<ModelsController>(ModelsController);
                if (typeof controller['setStatus'] === 'function') {
                controller.setStatus(undefined);
                }

              await templateService.apiHandler({
                methodName: 'promote',
                controller,
                response,
                next,
                validatedArgs,
                successStatus: 200,
              });
            } catch (err) {
                return next(err);
            }
        });
        // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
        const argsMetricsController_overview: Record<string, TsoaRoute.ParameterSchema> = {
                range: {"in":"queries","name":"range","required":true,"ref":"OverviewRange"},
        };
        app.get('/v1/metrics/overview',
            authenticateMiddleware([{"bearer":["entities:read"]},{"session":["entities:read"]}]),
            ...(fetchMiddlewares<RequestHandler>(MetricsController)),
            ...(fetchMiddlewares<RequestHandler>(MetricsController.prototype.overview)),

            async function MetricsController_overview(request: ExRequest, response: ExResponse, next: any) {

            // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa

            let validatedArgs: any[] = [];
            try {
                validatedArgs = templateService.getValidatedArgs({ args: argsMetricsController_overview, request, response });

                const container: IocContainer = typeof iocContainer === 'function' ? (iocContainer as IocContainerFactory)(request) : iocContainer;

                const controller: any = await container.get<MetricsController>(MetricsController);
                if (typeof controller['setStatus'] === 'function') {
                controller.setStatus(undefined);
                }

              await templateService.apiHandler({
                methodName: 'overview',
                controller,
                response,
                next,
                validatedArgs,
                successStatus: undefined,
              });
            } catch (err) {
                return next(err);
            }
        });
        // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
        const argsKeysController_list: Record<string, TsoaRoute.ParameterSchema> = {
        };
        app.get('/v1/keys',
            authenticateMiddleware([{"bearer":["keys:admin"]},{"session":["keys:admin"]}]),
            ...(fetchMiddlewares<RequestHandler>(KeysController)),
            ...(fetchMiddlewares<RequestHandler>(KeysController.prototype.list)),

            async function KeysController_list(request: ExRequest, response: ExResponse, next: any) {

            // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa

            let validatedArgs: any[] = [];
            try {
                validatedArgs = templateService.getValidatedArgs({ args: argsKeysController_list, request, response });

                const container: IocContainer = typeof iocContainer === 'function' ? (iocContainer as IocContainerFactory)(request) : iocContainer;

                const controller: any = await container.get<KeysController>(KeysController);
                if (typeof controller['setStatus'] === 'function') {
                controller.setStatus(undefined);
                }

              await templateService.apiHandler({
                methodName: 'list',
                controller,
                response,
                next,
                validatedArgs,
                successStatus: undefined,
              });
            } catch (err) {
                return next(err);
            }
        });
        // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
        const argsKeysController_create: Record<string, TsoaRoute.ParameterSchema> = {
                key: {"in":"body","name":"key","required":true,"ref":"NewApiKey"},
        };
        app.post('/v1/keys',
            authenticateMiddleware([{"bearer":["keys:admin"]},{"session":["keys:admin"]}]),
            ...(fetchMiddlewares<RequestHandler>(KeysController)),
            ...(fetchMiddlewares<RequestHandler>(KeysController.prototype.create)),

            async function KeysController_create(request: ExRequest, response: ExResponse, next: any) {

            // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa

            let validatedArgs: any[] = [];
            try {
                validatedArgs = templateService.getValidatedArgs({ args: argsKeysController_create, request, response });

                const container: IocContainer = typeof iocContainer === 'function' ? (iocContainer as IocContainerFactory)(request) : iocContainer;

                const controller: any = await container.get<KeysController>(KeysController);
                if (typeof controller['setStatus'] === 'function') {
                controller.setStatus(undefined);
                }

              await templateService.apiHandler({
                methodName: 'create',
                controller,
                response,
                next,
                validatedArgs,
                successStatus: 201,
              });
            } catch (err) {
                return next(err);
            }
        });
        // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
        const argsKeysController_revoke: Record<string, TsoaRoute.ParameterSchema> = {
                key_id: {"in":"path","name":"key_id","required":true,"dataType":"string"},
        };
        app.delete('/v1/keys/:key_id',
            authenticateMiddleware([{"bearer":["keys:admin"]},{"session":["keys:admin"]}]),
            ...(fetchMiddlewares<RequestHandler>(KeysController)),
            ...(fetchMiddlewares<RequestHandler>(KeysController.prototype.revoke)),

            async function KeysController_revoke(request: ExRequest, response: ExResponse, next: any) {

            // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa

            let validatedArgs: any[] = [];
            try {
                validatedArgs = templateService.getValidatedArgs({ args: argsKeysController_revoke, request, response });

                const container: IocContainer = typeof iocContainer === 'function' ? (iocContainer as IocContainerFactory)(request) : iocContainer;

                const controller: any = await container.get<KeysController>(KeysController);
                if (typeof controller['setStatus'] === 'function') {
                controller.setStatus(undefined);
                }

              await templateService.apiHandler({
                methodName: 'revoke',
                controller,
                response,
                next,
                validatedArgs,
                successStatus: 204,
              });
            } catch (err) {
                return next(err);
            }
        });
        // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
        const argsJobsController_list: Record<string, TsoaRoute.ParameterSchema> = {
                search: {"in":"queries","name":"search","required":true,"ref":"JobSearch"},
        };
        app.get('/v1/jobs',
            authenticateMiddleware([{"bearer":["jobs:read"]},{"session":["jobs:read"]}]),
            ...(fetchMiddlewares<RequestHandler>(JobsController)),
            ...(fetchMiddlewares<RequestHandler>(JobsController.prototype.list)),

            async function JobsController_list(request: ExRequest, response: ExResponse, next: any) {

            // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa

            let validatedArgs: any[] = [];
            try {
                validatedArgs = templateService.getValidatedArgs({ args: argsJobsController_list, request, response });

                const container: IocContainer = typeof iocContainer === 'function' ? (iocContainer as IocContainerFactory)(request) : iocContainer;

                const controller: any = await container.get<JobsController>(JobsController);
                if (typeof controller['setStatus'] === 'function') {
                controller.setStatus(undefined);
                }

              await templateService.apiHandler({
                methodName: 'list',
                controller,
                response,
                next,
                validatedArgs,
                successStatus: undefined,
              });
            } catch (err) {
                return next(err);
            }
        });
        // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
        const argsJobsController_get: Record<string, TsoaRoute.ParameterSchema> = {
                id: {"in":"path","name":"id","required":true,"dataType":"string"},
        };
        app.get('/v1/jobs/:id',
            authenticateMiddleware([{"bearer":["jobs:read"]},{"session":["jobs:read"]}]),
            ...(fetchMiddlewares<RequestHandler>(JobsController)),
            ...(fetchMiddlewares<RequestHandler>(JobsController.prototype.get)),

            async function JobsController_get(request: ExRequest, response: ExResponse, next: any) {

            // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa

            let validatedArgs: any[] = [];
            try {
                validatedArgs = templateService.getValidatedArgs({ args: argsJobsController_get, request, response });

                const container: IocContainer = typeof iocContainer === 'function' ? (iocContainer as IocContainerFactory)(request) : iocContainer;

                const controller: any = await container.get<JobsController>(JobsController);
                if (typeof controller['setStatus'] === 'function') {
                controller.setStatus(undefined);
                }

              await templateService.apiHandler({
                methodName: 'get',
                controller,
                response,
                next,
                validatedArgs,
                successStatus: undefined,
              });
            } catch (err) {
                return next(err);
            }
        });
        // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
        const argsFeaturesController_list: Record<string, TsoaRoute.ParameterSchema> = {
                search: {"in":"queries","name":"search","required":true,"ref":"FeatureSearch"},
        };
        app.get('/v1/features',
            authenticateMiddleware([{"bearer":["features:read"]},{"session":["features:read"]}]),
            ...(fetchMiddlewares<RequestHandler>(FeaturesController)),
            ...(fetchMiddlewares<RequestHandler>(FeaturesController.prototype.list)),

            async function FeaturesController_list(request: ExRequest, response: ExResponse, next: any) {

            // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa

            let validatedArgs: any[] = [];
            try {
                validatedArgs = templateService.getValidatedArgs({ args: argsFeaturesController_list, request, response });

                const container: IocContainer = typeof iocContainer === 'function' ? (iocContainer as IocContainerFactory)(request) : iocContainer;

                const controller: any = await container.get<FeaturesController>(FeaturesController);
                if (typeof controller['setStatus'] === 'function') {
                controller.setStatus(undefined);
                }

              await templateService.apiHandler({
                methodName: 'list',
                controller,
                response,
                next,
                validatedArgs,
                successStatus: undefined,
              });
            } catch (err) {
                return next(err);
            }
        });
        // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
        const argsEventsController_sendHttp: Record<string, TsoaRoute.ParameterSchema> = {
                request: {"in":"request","name":"request","required":true,"dataType":"object"},
                idempotencyKey: {"in":"header","name":"Idempotency-Key","dataType":"string"},
                _line: {"in":"body","name":"_line","ref":"HttpEvent"},
        };
        app.post('/v1/events/http',
            authenticateMiddleware([{"bearer":["events:write"]}]),
            ...(fetchMiddlewares<RequestHandler>(EventsController)),
            ...(fetchMiddlewares<RequestHandler>(EventsController.prototype.sendHttp)),

            async function EventsController_sendHttp(request: ExRequest, response: ExResponse, next: any) {

            // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa

            let validatedArgs: any[] = [];
            try {
                validatedArgs = templateService.getValidatedArgs({ args: argsEventsController_sendHttp, request, response });

                const container: IocContainer = typeof iocContainer === 'function' ? (iocContainer as IocContainerFactory)(request) : iocContainer;

                const controller: any = await container.get<EventsController>(EventsController);
                if (typeof controller['setStatus'] === 'function') {
                controller.setStatus(undefined);
                }

              await templateService.apiHandler({
                methodName: 'sendHttp',
                controller,
                response,
                next,
                validatedArgs,
                successStatus: 202,
              });
            } catch (err) {
                return next(err);
            }
        });
        // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
        const argsEventsController_sendTls: Record<string, TsoaRoute.ParameterSchema> = {
                request: {"in":"request","name":"request","required":true,"dataType":"object"},
                idempotencyKey: {"in":"header","name":"Idempotency-Key","dataType":"string"},
                _line: {"in":"body","name":"_line","ref":"TlsEvent"},
        };
        app.post('/v1/events/tls',
            authenticateMiddleware([{"bearer":["events:write"]}]),
            ...(fetchMiddlewares<RequestHandler>(EventsController)),
            ...(fetchMiddlewares<RequestHandler>(EventsController.prototype.sendTls)),

            async function EventsController_sendTls(request: ExRequest, response: ExResponse, next: any) {

            // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa

            let validatedArgs: any[] = [];
            try {
                validatedArgs = templateService.getValidatedArgs({ args: argsEventsController_sendTls, request, response });

                const container: IocContainer = typeof iocContainer === 'function' ? (iocContainer as IocContainerFactory)(request) : iocContainer;

                const controller: any = await container.get<EventsController>(EventsController);
                if (typeof controller['setStatus'] === 'function') {
                controller.setStatus(undefined);
                }

              await templateService.apiHandler({
                methodName: 'sendTls',
                controller,
                response,
                next,
                validatedArgs,
                successStatus: 202,
              });
            } catch (err) {
                return next(err);
            }
        });
        // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
        const argsDetectionsController_list: Record<string, TsoaRoute.ParameterSchema> = {
                search: {"in":"queries","name":"search","required":true,"ref":"DetectionSearch"},
        };
        app.get('/v1/detections',
            authenticateMiddleware([{"bearer":["detections:read"]},{"session":["detections:read"]}]),
            ...(fetchMiddlewares<RequestHandler>(DetectionsController)),
            ...(fetchMiddlewares<RequestHandler>(DetectionsController.prototype.list)),

            async function DetectionsController_list(request: ExRequest, response: ExResponse, next: any) {

            // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa

            let validatedArgs: any[] = [];
            try {
                validatedArgs = templateService.getValidatedArgs({ args: argsDetectionsController_list, request, response });

                const container: IocContainer = typeof iocContainer === 'function' ? (iocContainer as IocContainerFactory)(request) : iocContainer;

                const controller: any = await container.get<DetectionsController>(DetectionsController);
                if (typeof controller['setStatus'] === 'function') {
                controller.setStatus(undefined);
                }

              await templateService.apiHandler({
                methodName: 'list',
                controller,
                response,
                next,
                validatedArgs,
                successStatus: undefined,
              });
            } catch (err) {
                return next(err);
            }
        });
        // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
        const argsDetectionsController_upsert: Record<string, TsoaRoute.ParameterSchema> = {
                request: {"in":"request","name":"request","required":true,"dataType":"object"},
                findings: {"in":"body","name":"findings","required":true,"ref":"Findings"},
        };
        app.put('/v1/detections',
            authenticateMiddleware([{"bearer":["detections:write"]}]),
            ...(fetchMiddlewares<RequestHandler>(DetectionsController)),
            ...(fetchMiddlewares<RequestHandler>(DetectionsController.prototype.upsert)),

            async function DetectionsController_upsert(request: ExRequest, response: ExResponse, next: any) {

            // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa

            let validatedArgs: any[] = [];
            try {
                validatedArgs = templateService.getValidatedArgs({ args: argsDetectionsController_upsert, request, response });

                const container: IocContainer = typeof iocContainer === 'function' ? (iocContainer as IocContainerFactory)(request) : iocContainer;

                const controller: any = await container.get<DetectionsController>(DetectionsController);
                if (typeof controller['setStatus'] === 'function') {
                controller.setStatus(undefined);
                }

              await templateService.apiHandler({
                methodName: 'upsert',
                controller,
                response,
                next,
                validatedArgs,
                successStatus: undefined,
              });
            } catch (err) {
                return next(err);
            }
        });
        // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
        const argsDetectionsController_get: Record<string, TsoaRoute.ParameterSchema> = {
                detection_id: {"in":"path","name":"detection_id","required":true,"dataType":"string"},
        };
        app.get('/v1/detections/:detection_id',
            authenticateMiddleware([{"bearer":["detections:read"]},{"session":["detections:read"]}]),
            ...(fetchMiddlewares<RequestHandler>(DetectionsController)),
            ...(fetchMiddlewares<RequestHandler>(DetectionsController.prototype.get)),

            async function DetectionsController_get(request: ExRequest, response: ExResponse, next: any) {

            // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa

            let validatedArgs: any[] = [];
            try {
                validatedArgs = templateService.getValidatedArgs({ args: argsDetectionsController_get, request, response });

                const container: IocContainer = typeof iocContainer === 'function' ? (iocContainer as IocContainerFactory)(request) : iocContainer;

                const controller: any = await container.get<DetectionsController>(DetectionsController);
                if (typeof controller['setStatus'] === 'function') {
                controller.setStatus(undefined);
                }

              await templateService.apiHandler({
                methodName: 'get',
                controller,
                response,
                next,
                validatedArgs,
                successStatus: undefined,
              });
            } catch (err) {
                return next(err);
            }
        });
        // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
        const argsDetectionsController_triage: Record<string, TsoaRoute.ParameterSchema> = {
                request: {"in":"request","name":"request","required":true,"dataType":"object"},
                detection_id: {"in":"path","name":"detection_id","required":true,"dataType":"string"},
                triage: {"in":"body","name":"triage","required":true,"ref":"Triage"},
                ifMatch: {"in":"header","name":"If-Match","dataType":"string"},
        };
        app.patch('/v1/detections/:detection_id',
            authenticateMiddleware([{"bearer":["detections:triage"]},{"session":["detections:triage"]}]),
            ...(fetchMiddlewares<RequestHandler>(DetectionsController)),
            ...(fetchMiddlewares<RequestHandler>(DetectionsController.prototype.triage)),

            async function DetectionsController_triage(request: ExRequest, response: ExResponse, next: any) {

            // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa

            let validatedArgs: any[] = [];
            try {
                validatedArgs = templateService.getValidatedArgs({ args: argsDetectionsController_triage, request, response });

                const container: IocContainer = typeof iocContainer === 'function' ? (iocContainer as IocContainerFactory)(request) : iocContainer;

                const controller: any = await container.get<DetectionsController>(DetectionsController);
                if (typeof controller['setStatus'] === 'function') {
                controller.setStatus(undefined);
                }

              await templateService.apiHandler({
                methodName: 'triage',
                controller,
                response,
                next,
                validatedArgs,
                successStatus: undefined,
              });
            } catch (err) {
                return next(err);
            }
        });
        // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa

    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa


    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa

    function authenticateMiddleware(security: TsoaRoute.Security[] = []) {
        return async function runAuthenticationMiddleware(request: any, response: any, next: any) {

            // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa

            // keep track of failed auth attempts so we can hand back the most
            // recent one.  This behavior was previously existing so preserving it
            // here
            const failedAttempts: any[] = [];
            const pushAndRethrow = (error: any) => {
                failedAttempts.push(error);
                throw error;
            };

            const secMethodOrPromises: Promise<any>[] = [];
            for (const secMethod of security) {
                if (Object.keys(secMethod).length > 1) {
                    const secMethodAndPromises: Promise<any>[] = [];

                    for (const name in secMethod) {
                        secMethodAndPromises.push(
                            expressAuthenticationRecasted(request, name, secMethod[name], response)
                                .catch(pushAndRethrow)
                        );
                    }

                    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa

                    secMethodOrPromises.push(Promise.all(secMethodAndPromises)
                        .then(users => { return users[0]; }));
                } else {
                    for (const name in secMethod) {
                        secMethodOrPromises.push(
                            expressAuthenticationRecasted(request, name, secMethod[name], response)
                                .catch(pushAndRethrow)
                        );
                    }
                }
            }

            // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa

            try {
                request['user'] = await Promise.any(secMethodOrPromises);

                // Response was sent in middleware, abort
                if (response.writableEnded) {
                    return;
                }

                next();
            }
            catch(err) {
                // Show most recent error as response
                const error = failedAttempts.pop();
                error.status = error.status || 401;

                // Response was sent in middleware, abort
                if (response.writableEnded) {
                    return;
                }
                next(error);
            }

            // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
        }
    }

    // WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
}

// WARNING: This file was auto-generated with tsoa. Please do not modify it. Re-run tsoa to re-generate this file: https://github.com/lukeautry/tsoa
