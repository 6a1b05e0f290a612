export interface NewSensorToken {
  /**
   * The name that is stamped on the events of the sensor. A sensor that exists gets a new key.
   * @pattern ^[A-Za-z0-9_.-]{1,64}$ must be 1 to 64 letters, digits, dots, hyphens or underscores
   */
  sensor_id: string;
  /**
   * Seconds until the token ends.
   * @isInt
   * @minimum 60
   * @maximum 604800
   * @default 3600
   */
  expires_in_s?: number;
}

/** A token without its secret, which is shown once, when the token is made. */
export interface SensorToken {
  token_id: string;
  sensor_id: string;
  /** @format date-time */
  created_at: string;
  created_by: string;
  /** @format date-time */
  expires_at: string;
  /** @format date-time */
  used_at: string | null;
}

export interface CreatedSensorToken extends SensorToken {
  /** For `ja4-sensor enrol --token`. It cannot be read again. */
  token: string;
}

export interface SensorTokenPage {
  items: SensorToken[];
  next_cursor: string | null;
  /** @isInt */
  total?: number;
}

/** What a sensor sends to become one of the platform. */
export interface Enrolment {
  /**
   * @minLength 1
   * @maxLength 200
   */
  token: string;
  /**
   * Names the machine for ever.
   * @pattern ^[A-Za-z0-9_.:-]{1,128}$ must be 1 to 128 letters, digits, dots, colons, hyphens or underscores
   */
  host_id: string;
  /**
   * Enrols although another sensor is enrolled on this host.
   * @default false
   */
  force?: boolean;
}

/** A sensor's new key. */
export interface SensorKey {
  sensor_id: string;
  key_id: string;
  /** The secret: send it as Authorization: Bearer. It cannot be read again. */
  key: string;
}
