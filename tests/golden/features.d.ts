/**
 * The tracking plan features, version 7, fingerprint 81a5d92ed2fc2eb8.
 * Written by `second-analytics types`: change the plan, not this file.
 */
import type { Plan } from 'second-analytics';

/** What every event may carry. */
export interface Everywhere {
  /** Of the page, by its route. */
  surface?: 'home' | 'orders' | 'people' | null;
  /** Of the page, by its route. */
  list?: 'open' | null;
  /** Of the page, by its route. */
  part?: 'items' | 'payment' | 'other' | null;
  /** Of the page; a path leaves as its shape. */
  route_shape?: string | null;
  /** Of the page. */
  viewport_class?: 'xs' | 'sm' | 'md' | 'lg' | 'xl' | null;
  /**
   * The tenant.
   * Leaves in identified mode alone as a short name in lower case of up to 80 characters.
   * @maxLength 80
   */
  team_id?: string | null;
  theme?: 'light' | 'dark' | null;
  /**
   * What was looked for.
   * Leaves in identified mode as the text itself, up to 100 characters.
   * Anonymized, as the length class of the text `search`, never the text: 0, 1-10, 11-50, 51-200, 201-1000, 1001+ characters.
   * @maxLength 100
   */
  search?: string | null;
  /** The class of the length of `search`, or the length; else the core tells it. */
  search_length_bucket?: number | '0' | '1-10' | '11-50' | '51-200' | '201-1000' | '1001+' | null;
  [undeclared: string]: unknown;
}

/**
 * What each event may carry, by its name.
 * Every type of plan format 1 and every feature of a plan, small.
 */
export interface Events {
  /**
   * One property of each type.
   * @category types
   */
  everything: Everywhere & {
    yes?: boolean | null;
    /**
     * Members of the team.
     * Leaves as a whole number from 1 to 5,000.
     * @minimum 1
     * @maximum 5000
     */
    seats?: number | null;
    /**
     * Leaves as a number from 0 to 1, rounded to 2 decimals.
     * @minimum 0
     * @maximum 1
     */
    share?: number | null;
    /**
     * Leaves as a number from -40 to 60, rounded to a whole number.
     * @minimum -40
     * @maximum 60
     */
    degrees?: number | null;
    /**
     * Leaves as a time span in milliseconds, up to 1 day.
     * @minimum 0
     * @maximum 86400000
     */
    took?: number | null;
    /**
     * Leaves as a time span in milliseconds, up to 90 seconds.
     * @minimum 0
     * @maximum 90000
     */
    waited?: number | null;
    /**
     * Leaves as a class: `small` (below 10), `medium` (10 to below 1,000.5), `large` (1,000.5 and more).
     */
    size?: number | 'small' | 'medium' | 'large' | null;
    /** Leaves as a class: `any` (any number). */
    single?: number | 'any' | null;
    kind?: "it's" | 'a|b' | 'back`tick' | '<b>' | null;
    /** Leaves as one of: `shop`, `api`; any other becomes `elsewhere`. */
    origin?: 'shop' | 'api' | 'elsewhere' | (string & {}) | null;
    /**
     * Leaves as any of: `a`, `b`, `c`, `d`; at most 3.
     * @maxItems 3
     */
    flags?: readonly ('a' | 'b' | 'c' | 'd')[] | null;
    /**
     * Leaves as any of: `x`, `y`; any other becomes `more`; at most 3.
     * @maxItems 3
     */
    tags?: readonly ('x' | 'y' | 'more' | (string & {}))[] | null;
    /**
     * Leaves as one of: `claude`, `Open Models`, by how the text begins; any other becomes `unknown`.
     */
    model?: string | null;
    /** Leaves as a version number, such as `1.2.3`. */
    release?: string | null;
    /**
     * Leaves as a short code of up to 24 characters, put together of the plan’s words.
     * @maxLength 24
     */
    code?: string | null;
    /**
     * Leaves as a checksum: 12 of the characters 0-9 and a-f.
     * @minLength 12
     * @maxLength 12
     */
    digest?: string | null;
    /**
     * Leaves as a web address made of the plan’s words, without what stands behind `?` and `#`.
     * @maxLength 300
     */
    link?: string | null;
    /** Leaves as a path without ids and names, such as `/orders/:order`. */
    target?: string | null;
    /**
     * A number that only identified mode may carry.
     * Leaves in identified mode alone as a whole number from 0 to 9.
     * @minimum 0
     * @maximum 9
     */
    held?: number | null;
    /**
     * Leaves in identified mode alone as an id of up to 200 characters.
     * @maxLength 200
     */
    id?: string | null;
    /**
     * Free text with *stars*, a <tag>, a | bar and the end of a comment *\/ in its description.
     * Leaves in identified mode alone as the text itself, up to 300 characters.
     * @maxLength 300
     */
    note?: string | null;
    /**
     * The message of an error.
     * Leaves in identified mode as the text itself, up to 300 characters.
     * Anonymized, as the text, with all but words that everybody uses replaced by `[...]`.
     * @maxLength 300
     */
    message?: string | null;
    /**
     * Leaves in identified mode alone as an e-mail address.
     * @maxLength 254
     */
    contact?: string | null;
    /**
     * Leaves in identified mode alone as a name of up to 300 characters.
     * @maxLength 300
     */
    author?: string | null;
    /** A key that is no identifier. */
    'odd key'?: boolean | null;
  };
  /**
   * A page came into view.
   * @category navigation
   */
  'page viewed': Everywhere;
  /**
   * An event with longer texts than others.
   * @category types
   */
  'long written': Everywhere & {
    /**
     * Free text with *stars*, a <tag>, a | bar and the end of a comment *\/ in its description.
     * Leaves in identified mode alone as the text itself, up to 5,000 characters.
     * @maxLength 5000
     */
    note?: string | null;
    /**
     * Leaves in identified mode alone as a name of up to 5,000 characters.
     * @maxLength 5000
     */
    author?: string | null;
  };
  /**
   * Counted, and not looked at by person.
   * @category orders
   */
  'order counted': Everywhere & {
    /**
     * Members of the team.
     * Leaves as a whole number from 1 to 5,000.
     * @minimum 1
     * @maximum 5000
     */
    seats?: number | null;
  };
  /**
   * Both counted and analysed.
   * @category orders
   */
  'order placed': Everywhere & {
    /**
     * Members of the team.
     * Leaves as a whole number from 1 to 5,000.
     * @minimum 1
     * @maximum 5000
     */
    seats?: number | null;
    /**
     * Leaves as a short code of up to 24 characters, put together of the plan’s words.
     * @maxLength 24
     */
    code?: string | null;
  };
  bare: Everywhere;
}

declare const plan: Plan<Events>;
export default plan;
