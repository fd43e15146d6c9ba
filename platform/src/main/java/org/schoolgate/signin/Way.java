package org.schoolgate.signin;

/** How somebody showed who they are when a session began. */
public enum Way {
    PASSWORD,
    /** A class card and a secret picture, inside a supervised session. */
    PICTURE,
    /** One press in the demonstration. */
    DEMONSTRATION
}
