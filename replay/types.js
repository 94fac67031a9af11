/**
 * The types that the files of this folder share.
 *
 * @typedef {import('../js-glue/client/types.js').User} User
 *
 * @typedef {'browser' | 'standard' | 'strict'} Preset
 *
 * @typedef {{type: number, data: any, timestamp: number}} RrwebEvent
 *
 * @typedef {object} Snapshot what a recording is made of on the wire, as PostHog takes it
 * @property {string} uuid
 * @property {'$snapshot'} event
 * @property {string} timestamp ISO 8601
 * @property {Record<string, unknown> & {$snapshot_data: RrwebEvent[]}} properties
 *
 * @typedef {'full' | 'slow'} Pace how often pointer, scrolling and media are looked at
 *
 * @typedef {object} RecorderOptions
 * @property {string} token of the project
 * @property {import('./masking.js').Masking} masking
 * @property {(snapshot: Snapshot) => void} onSnapshot told of what was recorded, cleaned by nobody yet
 * @property {() => void} onFailure told that it cannot go on
 *
 * @typedef {object} Recorder
 * @property {(user: User, pace: Pace) => void} start records this person; what went before is another recording
 * @property {() => void} stop at once; what is still handed out afterwards is thrown away by whoever asked to stop
 *
 * @typedef {{createRecorder: (options: RecorderOptions) => Promise<Recorder>}} RecorderModule
 */
export {};
